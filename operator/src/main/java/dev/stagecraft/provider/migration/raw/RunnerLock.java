package dev.stagecraft.provider.migration.raw;

import java.sql.SQLException;
import java.util.Optional;

/** The advisory lock of the runner: tried, never waited for. */
interface RunnerLock {
    boolean tryAcquire() throws SQLException;

    /** Who has it, in words; empty if that cannot be known. */
    Optional<String> holder() throws SQLException;

    /** Gives it back; the end of the connection does the same. */
    void release() throws SQLException;
}
