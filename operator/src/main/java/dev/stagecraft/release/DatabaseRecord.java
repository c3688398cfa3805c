package dev.stagecraft.release;

/**
 * A database as it was when it was last compared with its migrations, or migrated.
 *
 * @param applied how many migrations it has
 * @param last the last of them; empty when it has none
 * @param pending how many it has not
 * @param sourceHash the fingerprint of the files that it was compared with
 * @param note what keeps pending ones from being run; may be empty
 */
public record DatabaseRecord(int applied, String last, int pending, String sourceHash, String note) {
    /** One that was never looked at. */
    public static final DatabaseRecord UNKNOWN = new DatabaseRecord(0, "", 0, "", "");

    /** The same database further on. */
    public DatabaseRecord at(int newApplied, String newLast, int newPending) {
        return new DatabaseRecord(newApplied, newLast, newPending, sourceHash, note);
    }

    /** The same database, with that note. */
    public DatabaseRecord noting(String newNote) {
        return new DatabaseRecord(applied, last, pending, sourceHash, newNote);
    }
}
