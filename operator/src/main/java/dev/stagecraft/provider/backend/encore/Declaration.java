package dev.stagecraft.provider.backend.encore;

import java.util.Optional;

/** What a source says that the application has. */
sealed interface Declaration {
    /** As in {@code todo/db.ts line 4}. */
    String where();

    /**
     * A SQL database.
     *
     * @param file that declares it, which the path of its migrations is relative to
     */
    record Database(String name, Optional<Migrations> migrations, String file, String where) implements Declaration {}

    /** A secret, read from a variable of its name. */
    record AppSecret(String name, String where) implements Declaration {}

    /** One of them, but not written as literals. */
    record Unreadable(String where, String why) implements Declaration {}

    /**
     * Where migrations are.
     *
     * @param source the tool that writes them; empty for Encore's own form
     */
    record Migrations(String path, String source) {}
}
