package dev.stagecraft.release;

/** Whether a release brings something new or serves the stored inputs of an old one. */
public enum ReleaseType {
    DEPLOY("Deploy"),
    ROLLBACK("Rollback");

    private final String label;

    ReleaseType(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The type of that word; anything unknown reads as a deploy. */
    public static ReleaseType of(String label) {
        return ROLLBACK.label.equals(label) ? ROLLBACK : DEPLOY;
    }
}
