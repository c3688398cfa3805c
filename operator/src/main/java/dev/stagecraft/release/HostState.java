package dev.stagecraft.release;

import java.util.Arrays;

/** How far a host is on its way into or out of service. */
public enum HostState {
    PENDING("Pending"),
    CREATING("Creating"),
    /** The machine exists and has an address. */
    CREATED("Created"),
    /** Docker and Compose are usable and the host is claimed. */
    READY("Ready"),
    DELETING("Deleting"),
    /** It was there and is no longer in the cloud's list. */
    GONE("Gone");

    private final String label;

    HostState(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The state of that word; anything unknown reads as pending. */
    public static HostState of(String label) {
        return Arrays.stream(values())
                .filter(state -> state.label.equals(label))
                .findFirst()
                .orElse(PENDING);
    }
}
