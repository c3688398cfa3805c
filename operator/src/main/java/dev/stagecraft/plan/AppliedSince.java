package dev.stagecraft.plan;

import java.util.List;

/**
 * What a database was given after a release.
 *
 * @param at the last migration that it has
 * @param known the last one that the release knew; may be empty
 * @param migrations the last of them, in the order in which they ran
 * @param earlier what ran before those and is no longer known by name
 */
public record AppliedSince(String database, String at, String known, List<Applied> migrations, Earlier earlier) {
    /** One of them. */
    public record Applied(String id, MigrationClass type) {}

    /** So many, the worst of that class. */
    public record Earlier(int count, MigrationClass worst) {
        public static final Earlier NONE = new Earlier(0, MigrationClass.EXPAND);

        /** Both together. */
        public Earlier and(Earlier other) {
            return new Earlier(count + other.count, worst.max(other.worst));
        }

        /** These and those. */
        public Earlier and(List<Applied> more) {
            return and(new Earlier(more.size(), AppliedSince.worst(more)));
        }
    }

    public AppliedSince {
        migrations = List.copyOf(migrations);
    }

    /** The worst class of all that ran. */
    public MigrationClass worst() {
        return worst(migrations).max(earlier.worst());
    }

    private static MigrationClass worst(List<Applied> some) {
        return some.stream().map(Applied::type).reduce(MigrationClass.EXPAND, MigrationClass::max);
    }
}
