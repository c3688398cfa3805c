package dev.stagecraft.plan;

/** What a migration does to those who use the database meanwhile; the later, the worse. */
public enum MigrationClass {
    /** Adds; old and new versions of the application work with the result. */
    EXPAND("Expand"),
    /** Locks or rewrites what is in use. */
    RISKY("Risky"),
    /** Takes away what an old version may still need. */
    CONTRACT("Contract");

    private final String label;

    MigrationClass(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The class of that word; anything unknown reads as the worst. */
    public static MigrationClass of(String label) {
        for (var found : values()) {
            if (found.label.equals(label)) {
                return found;
            }
        }
        return CONTRACT;
    }

    /** The worse of the two. */
    public MigrationClass max(MigrationClass other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
