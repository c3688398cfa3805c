package dev.stagecraft.plan;

/** What a step may cost the users of the application, from nothing to something that cannot be had back. */
public enum Risk {
    /** Nobody notices. */
    SAFE("Safe"),
    /** Downtime is expected; the step says why. */
    DISRUPTIVE("Disruptive"),
    /** Deletes or replaces something that holds data or serves traffic. */
    DESTRUCTIVE("Destructive");

    private final String label;

    Risk(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The graver of the two. */
    public Risk max(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
