package dev.stagecraft.provider.migration;

/** Why migrations stop, as conditions and events name it. */
public enum MigrationReason {
    /** The connection string or the configuration cannot be used. */
    INVALID_CONFIGURATION("InvalidConfiguration"),
    /** A file's name, content or directive cannot be used. */
    INVALID_FILE("InvalidFile"),
    /** A file holds a statement that a migration may not have. */
    STATEMENT_FORBIDDEN("StatementForbidden"),
    /** An applied file has changed since. */
    CHECKSUM_MISMATCH("ChecksumMismatch"),
    /** A new file sorts before an applied one. */
    OUT_OF_ORDER("OutOfOrder"),
    /** The database has tables and no record of migrations. */
    BASELINE_NEEDED("BaselineNeeded"),
    /** A file began and nobody can tell how far it came. */
    MIGRATION_UNCLEAR("MigrationUnclear"),
    /** A lock was not had in time: the runner's own, or one of a table. */
    MIGRATION_LOCK_TIMEOUT("MigrationLockTimeout"),
    /** The database refused a statement. */
    MIGRATION_FAILED("MigrationFailed"),
    /** The database was not reached, did not let us in, or went away. */
    CONNECTION_FAILED("ConnectionFailed"),
    /** The engine or the operator's settings do not allow that. */
    UNSUPPORTED("Unsupported"),
    /** A fault of the engine. */
    INTERNAL("InternalError");

    private final String word;

    MigrationReason(String word) {
        this.word = word;
    }

    /** As conditions show it: {@code ChecksumMismatch}. */
    public String word() {
        return word;
    }
}
