package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageDirectory.Found;
import dev.stagecraft.image.ImageName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The directories read lately, if they are small; the one looked at longest ago goes first when there are too many. */
final class ReadDirectories {
    private static final int MOST = 32;
    private static final long LARGEST = 1 << 20;

    private record Key(ImageName name, String directory) {}

    private final Map<Key, Found> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Found> get(ImageName name, String directory) {
        return Optional.ofNullable(entries.get(new Key(name, directory)));
    }

    synchronized void put(ImageName name, String directory, Found found) {
        if (found.files().size() <= LARGEST) {
            entries.put(new Key(name, directory), found);
        }
    }
}
