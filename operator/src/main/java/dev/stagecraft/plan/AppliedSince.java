package dev.stagecraft.plan;

import java.util.List;

/**
 * What a database was given after a release.
 *
 * @param at the last migration that it has
 * @param known the last one that the release knew; may be empty
 * @param migrations in the order in which they ran
 */
public record AppliedSince(String database, String at, String known, List<Applied> migrations) {
    /** One of them. */
    public record Applied(String id, MigrationClass type) {}

    public AppliedSince {
        migrations = List.copyOf(migrations);
    }
}
