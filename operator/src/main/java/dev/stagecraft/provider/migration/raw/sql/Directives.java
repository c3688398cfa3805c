package dev.stagecraft.provider.migration.raw.sql;

import java.util.List;

/**
 * What the comment lines at the top of a file ask for.
 *
 * @param noTransaction run the statements one by one, outside a transaction
 * @param neededBy versions whose code still needs the shape that this file takes away
 */
public record Directives(boolean noTransaction, List<String> neededBy) {
    static final Directives NONE = new Directives(false, List.of());

    public Directives {
        neededBy = List.copyOf(neededBy);
    }
}
