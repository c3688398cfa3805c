package dev.stagecraft.provider.migration.raw.sql;

import java.util.Optional;

/** SQLite: no escapes, and names also in {@code [brackets]} and backticks. */
final class SqliteRules implements LexicalRules {

    @Override
    public boolean comment(Cursor cursor) {
        if (cursor.startsWith("--")) {
            cursor.toLineEnd("\n");
            return true;
        }
        if (cursor.startsWith("/*")) {
            int from = cursor.line();
            cursor.advance(2);
            pastComment(cursor, from);
            return true;
        }
        return false;
    }

    static void pastComment(Cursor cursor, int from) {
        while (!cursor.startsWith("*/")) {
            if (cursor.atEnd()) {
                throw Cursor.notClosed(from, "comment");
            }
            cursor.advance(1);
        }
        cursor.advance(2);
    }

    @Override
    public Optional<Token.Kind> quoted(Cursor cursor) {
        char c = cursor.peek();
        if (c == '\'') {
            cursor.pastQuoted(c, false, "string");
            return Optional.of(Token.Kind.STRING);
        }
        if (c == '"' || c == '`' || c == '[') {
            cursor.pastQuoted(c == '[' ? ']' : c, false, "quoted name");
            return Optional.of(Token.Kind.QUOTED_NAME);
        }
        return Optional.empty();
    }
}
