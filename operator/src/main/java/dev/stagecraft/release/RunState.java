package dev.stagecraft.release;

import java.util.Arrays;

/** What becomes of a plan. */
public enum RunState {
    /** Made and shown, but the resource is suspended. */
    PENDING("Pending"),
    AWAITING_APPROVAL("AwaitingApproval"),
    RUNNING("Running"),
    COMPLETED("Completed"),
    FAILED("Failed");

    private final String label;

    RunState(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The state of that word; anything unknown reads as completed, so that a new plan is made. */
    public static RunState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElse(COMPLETED);
    }
}
