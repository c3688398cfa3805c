package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImagePlatform;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.RegistryCredential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The digests found lately; the one looked at longest ago goes first when there are too many. */
final class ResolvedTags {
    private static final int MOST = 1000;

    /** With the login, so that nobody is told what only another may see. */
    record Key(ImageName name, Optional<RegistryCredential> login, Optional<ImagePlatform> platform) {}

    private record Known(Resolved resolved, Instant until) {}

    private final Duration lifetime;
    private final Clock clock;
    private final Map<Key, Known> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    };

    ResolvedTags(Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
    }

    synchronized Optional<Resolved> get(Key key) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> clock.instant().isBefore(entry.until()))
                .map(Known::resolved);
    }

    synchronized void put(Key key, Resolved resolved) {
        entries.put(key, new Known(resolved, clock.instant().plus(lifetime)));
    }
}
