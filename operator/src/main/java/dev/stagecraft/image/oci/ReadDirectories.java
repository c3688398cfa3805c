package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageDirectory.Found;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredential;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The directories read lately, if they are small; the one looked at longest ago goes first when there are too many. */
final class ReadDirectories {
    private static final int MOST = 32;
    private static final long LARGEST = 1 << 20;

    /** With the login, so that nobody is shown what only another may read. */
    record Key(ImageName name, String directory, Optional<RegistryCredential> login) {}

    private final Map<Key, Found> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Found> eldest) {
            return size() > MOST;
        }
    };

    synchronized Optional<Found> get(Key key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(Key key, Found found) {
        if (found.files().size() <= LARGEST) {
            entries.put(key, found);
        }
    }
}
