package dev.stagecraft.provider.migration;

import java.time.Duration;

/** Hears of each file; called on the thread that applies. */
public interface MigrationListener {
    /** Hears and does nothing. */
    MigrationListener NONE = new MigrationListener() {};

    /**
     * Before anything of the file is run, and once more when the file is begun again over a new connection. What this throws stops the run here,
     * with the files before applied.
     */
    default void before(Migration migration) {}

    /** After the file is applied and recorded. */
    default void after(Migration migration, Duration took) {}
}
