package dev.stagecraft.provider.migration.raw.sql;

import java.util.Optional;

/** Where the dialects' lexers differ: comments and quotes. One object reads one text. */
sealed interface LexicalRules permits PostgresRules, MariaDbRules, SqliteRules {

    static LexicalRules of(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> new PostgresRules();
            case MARIADB -> new MariaDbRules();
            case SQLITE -> new SqliteRules();
        };
    }

    /** Goes behind a comment that begins here, if one does. */
    boolean comment(Cursor cursor);

    /** Goes behind a quoted text that begins here, if one does, and says what it was. */
    Optional<Token.Kind> quoted(Cursor cursor);
}
