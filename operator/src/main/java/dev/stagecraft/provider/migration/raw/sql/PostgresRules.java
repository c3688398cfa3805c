package dev.stagecraft.provider.migration.raw.sql;

import java.util.Optional;
import java.util.regex.Pattern;

/** PostgreSQL with {@code standard_conforming_strings} on, which a file may not switch off. */
final class PostgresRules implements LexicalRules {
    private static final Pattern TAG = Pattern.compile("([A-Za-z_\\x80-\\uFFFF][A-Za-z0-9_\\x80-\\uFFFF]*)?");
    private static final String STRING = "string";
    private static final String NAME = "quoted name";

    @Override
    public boolean comment(Cursor cursor) {
        if (cursor.startsWith("--")) {
            cursor.toLineEnd("\r\n");
            return true;
        }
        if (cursor.startsWith("/*")) {
            nested(cursor);
            return true;
        }
        return false;
    }

    private static void nested(Cursor cursor) {
        int from = cursor.line();
        int depth = 0;
        do {
            if (cursor.atEnd()) {
                throw Cursor.notClosed(from, "comment");
            }
            boolean opens = cursor.startsWith("/*");
            boolean closes = cursor.startsWith("*/");
            depth += opens ? 1 : closes ? -1 : 0;
            cursor.advance(opens || closes ? 2 : 1);
        } while (depth > 0);
    }

    @Override
    public Optional<Token.Kind> quoted(Cursor cursor) {
        char c = Character.toUpperCase(cursor.peek());
        char next = cursor.peek(1);
        if (c == '\'') {
            cursor.pastQuoted('\'', false, STRING);
            return Optional.of(Token.Kind.STRING);
        }
        if (c == 'E' && next == '\'') {
            cursor.advance(1);
            escapes(cursor);
            return Optional.of(Token.Kind.STRING);
        }
        if (c == '"') {
            cursor.pastQuoted('"', false, NAME);
            return Optional.of(Token.Kind.QUOTED_NAME);
        }
        if (c == 'U' && next == '&' && (cursor.peek(2) == '\'' || cursor.peek(2) == '"')) {
            cursor.advance(2);
            return quoted(cursor);
        }
        return c == '$' ? dollars(cursor) : Optional.empty();
    }

    /** An E'' string goes on, still with escapes, in a string on a later line. */
    private static void escapes(Cursor cursor) {
        do {
            cursor.pastQuoted('\'', true, STRING);
        } while (continued(cursor));
    }

    private static boolean continued(Cursor cursor) {
        int ahead = 0;
        boolean newLine = false;
        while (true) {
            char c = cursor.peek(ahead);
            if (Character.isWhitespace(c)) {
                newLine |= c == '\n' || c == '\r';
                ahead++;
            } else if (c == '-' && cursor.peek(ahead + 1) == '-') {
                while ("\r\n\0".indexOf(cursor.peek(ahead)) < 0) {
                    ahead++;
                }
            } else if (newLine && c == '\'') {
                cursor.advance(ahead);
                return true;
            } else {
                return false;
            }
        }
    }

    private static Optional<Token.Kind> dollars(Cursor cursor) {
        int length = 1;
        var tag = new StringBuilder("$");
        while (cursor.peek(length) != '$') {
            tag.append(cursor.peek(length));
            if (!TAG.matcher(tag.substring(1)).matches()) {
                return Optional.empty();
            }
            length++;
        }
        cursor.advance(length + 1);
        cursor.past(tag.append('$').toString(), "dollar-quoted string");
        return Optional.of(Token.Kind.STRING);
    }
}
