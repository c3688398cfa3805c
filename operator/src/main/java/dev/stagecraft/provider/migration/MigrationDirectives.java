package dev.stagecraft.provider.migration;

import java.util.List;

/**
 * What a file says about itself.
 *
 * @param noTransaction its statements run each for itself, as the database allows them in no other way
 * @param neededBy versions of the application whose code needs what this file takes away
 */
public record MigrationDirectives(boolean noTransaction, List<String> neededBy) {
    /** Of a file that says nothing. */
    public static final MigrationDirectives NONE = new MigrationDirectives(false, List.of());

    public MigrationDirectives {
        neededBy = List.copyOf(neededBy);
    }
}
