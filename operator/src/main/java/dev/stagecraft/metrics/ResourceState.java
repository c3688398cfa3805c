package dev.stagecraft.metrics;

/** The one word for how a resource is, derived from its conditions. */
public enum ResourceState {
    READY("ready"),
    RECONCILING("reconciling"),
    STALLED("stalled"),
    SUSPENDED("suspended");

    private final String label;

    ResourceState(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
