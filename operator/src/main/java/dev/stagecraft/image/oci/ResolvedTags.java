package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution.Resolved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The digests found lately; the one looked at longest ago goes first when there are too many. */
final class ResolvedTags {
    private static final int MOST = 1000;

    private record Known(Resolved resolved, Instant until) {}

    private final Duration lifetime;
    private final Clock clock;
    private final Map<ImageName, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ImageName, Known> eldest) {
            return size() > MOST;
        }
    };

    ResolvedTags(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    synchronized Optional<Resolved> get(ImageName name) {
        return Optional.ofNullable(entries.get(name))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(Known::resolved);
    }

    synchronized void put(ImageName name, Resolved resolved) {
        entries.put(name, new Known(resolved, clock.instant().plus(lifetime)));
    }
}
