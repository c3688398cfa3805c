package dev.stagecraft.provider.migration;

/** What a migration does to those who use the database meanwhile; the later, the worse. */
public enum MigrationRisk {
    /** Adds; old and new versions of the application work with the result. */
    EXPAND,
    /** Locks or rewrites what is in use. */
    RISKY,
    /** Takes away what an old version may still need. */
    CONTRACT;

    public MigrationRisk or(MigrationRisk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
