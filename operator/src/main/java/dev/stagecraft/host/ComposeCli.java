package dev.stagecraft.host;

import java.util.List;

/** Which Compose a host has. */
public enum ComposeCli {
    /** Version 2 and later, a plugin of the docker client. */
    PLUGIN,
    /** A program of its own: version 1, or version 2 built so. */
    STANDALONE;

    /** The words that start it. */
    public List<String> words() {
        return switch (this) {
            case PLUGIN -> List.of("docker", "compose");
            case STANDALONE -> List.of("docker-compose");
        };
    }
}
