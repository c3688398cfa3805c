package dev.stagecraft.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives every meter the name and the help text of the catalogue, and turns away what the catalogue lacks. */
final class CatalogueFilter implements MeterFilter {
    private final Map<String, MeterEntry> bySource;
    private final Set<String> known;

    CatalogueFilter(List<MeterEntry> entries) {
        bySource = entries.stream().collect(Collectors.toUnmodifiableMap(MeterEntry::source, Function.identity()));
        known = entries.stream().map(MeterEntry::meter).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        var entry = bySource.get(id.getName());
        return entry == null
                ? id
                : new Meter.Id(
                        entry.meter(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), entry.help(), id.getType());
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return known.contains(id.getName()) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }
}
