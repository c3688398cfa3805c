package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

/**
 * One entry of {@code volumes} or {@code tmpfs}.
 *
 * @param source volume name or host path as written; empty for an anonymous volume and for tmpfs
 * @param target path in the container; empty where a variable gives both source and target
 */
public record Mount(Kind kind, String source, String target, boolean readOnly) {
    public Mount {
        requireNonNull(kind, "kind");
        requireNonNull(source, "source");
        requireNonNull(target, "target");
    }

    /** Who keeps the data. */
    public enum Kind {
        /** A volume that outlives its container and is shared by name. */
        NAMED_VOLUME,
        /** A volume that belongs to one container. */
        ANONYMOUS_VOLUME,
        /** A path of the host. */
        BIND,
        /** Memory. */
        TMPFS,
        /** The files of an image, or a volume of Swarm: nothing of the host. */
        ELSEWHERE,
        /** Kinds that only the Engine knows. */
        OTHER
    }
}
