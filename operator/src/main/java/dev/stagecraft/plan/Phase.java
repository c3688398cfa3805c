package dev.stagecraft.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where a step belongs: infrastructure, or one of the six phases of a release, whose names and order are part of the API. */
public enum Phase {
    INFRA,
    BUILD,
    PUSH,
    MIGRATE_PRE,
    ROLLOUT,
    MIGRATE_POST,
    FINALIZE;

    /** The six phases of a release, in their order. */
    public static List<Phase> ofRelease() {
        return List.of(BUILD, PUSH, MIGRATE_PRE, ROLLOUT, MIGRATE_POST, FINALIZE);
    }

    /** The word of the API, such as {@code migrate_pre}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase of that word; empty for a word that is none. */
    public static Optional<Phase> of(String label) {
        return Arrays.stream(values())
                .filter(phase -> phase.label().equals(label))
                .findFirst();
    }
}
