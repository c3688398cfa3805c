package dev.stagecraft.plan;

import java.util.List;

/**
 * A migration that a database has not had.
 *
 * @param position in the list of all files of the database, from 0
 * @param checksum of its content
 * @param upTo the fingerprint of all files of the database from the first to this one
 * @param reasons why it is worse than {@link MigrationClass#EXPAND}
 * @param neededBy versions whose code needs what it takes away
 */
public record PendingMigration(
        String id,
        int position,
        String checksum,
        String upTo,
        MigrationClass type,
        List<String> reasons,
        List<String> neededBy) {
    public PendingMigration {
        reasons = List.copyOf(reasons);
        neededBy = List.copyOf(neededBy);
    }

    /** In a few words why it is not harmless. */
    String why() {
        var first = reasons.isEmpty() ? "" : ": " + reasons.getFirst();
        var words =
                type == MigrationClass.CONTRACT ? " takes away what is in use" : " locks or rewrites what is in use";
        return id + words + first;
    }
}
