package dev.stagecraft.release;

import java.util.Arrays;

/** Where a release stands; every state but the first is final. */
public enum ReleaseState {
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    /** Its inputs were replaced before it ended. */
    SUPERSEDED("Superseded");

    private final String label;

    ReleaseState(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The state of that word; anything unknown reads as failed, so that it is never served. */
    public static ReleaseState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElse(FAILED);
    }
}
