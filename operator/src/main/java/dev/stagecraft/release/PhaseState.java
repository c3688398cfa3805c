package dev.stagecraft.release;

import java.util.Arrays;
import java.util.Locale;

/** The five statuses of a phase or step; the words are part of the API. */
public enum PhaseState {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    SKIPPED;

    /** The word of the API. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will happen. */
    public boolean isFinal() {
        return switch (this) {
            case PENDING, RUNNING -> false;
            case COMPLETED, FAILED, SKIPPED -> true;
        };
    }

    /** The state of that word; anything unknown reads as pending. */
    public static PhaseState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label().equals(label))
                .findFirst()
                .orElse(PENDING);
    }
}
