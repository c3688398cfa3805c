package dev.stagecraft.metrics;

import java.util.List;

/**
 * One family of series as the catalogue has it.
 *
 * @param source the name under which its library registers the meter; the same as {@code meter} for our own
 * @param meter Micrometer's name for it, in words joined by dots
 * @param family the name that Prometheus sees
 * @param kind what its values mean
 * @param labels label names, in the order of the documentation
 * @param help one sentence, without the final stop that exposition text leaves out
 */
public record MeterEntry(String source, String meter, String family, Kind kind, List<String> labels, String help) {
    /** How a family behaves; a histogram and a summary carry {@code _max} beside them, as a gauge. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY
    }

    public MeterEntry {
        labels = List.copyOf(labels);
    }

    /** Every metric name that a query may use for this family. */
    public List<String> names() {
        return switch (kind) {
            case COUNTER, GAUGE -> List.of(family);
            case HISTOGRAM -> List.of(family + "_bucket", family + "_count", family + "_sum", family + "_max");
            case SUMMARY -> List.of(family + "_count", family + "_sum", family + "_max");
        };
    }

    static MeterEntry counter(String meter, String help, String... labels) {
        return of(meter, "_total", Kind.COUNTER, help, labels);
    }

    static MeterEntry gauge(String meter, String help, String... labels) {
        return of(meter, "", Kind.GAUGE, help, labels);
    }

    static MeterEntry durations(String meter, String help, String... labels) {
        return of(meter, "_seconds", Kind.HISTOGRAM, help, labels);
    }

    MeterEntry registeredAs(String source) {
        return new MeterEntry(source, meter, family, kind, labels, help);
    }

    MeterEntry exposedAs(String family, Kind kind) {
        return new MeterEntry(source, meter, family, kind, labels, help);
    }

    private static MeterEntry of(String meter, String suffix, Kind kind, String help, String... labels) {
        return new MeterEntry(meter, meter, meter.replace('.', '_') + suffix, kind, List.of(labels), help);
    }
}
