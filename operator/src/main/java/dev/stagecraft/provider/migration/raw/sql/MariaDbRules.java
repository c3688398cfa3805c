package dev.stagecraft.provider.migration.raw.sql;

import java.util.Optional;

/**
 * MariaDB and MySQL without {@code ANSI_QUOTES} and {@code NO_BACKSLASH_ESCAPES}, which a file may not switch on.
 *
 * <p>Text in an executable comment is code for some servers and a comment for others. So that both see the same statements,
 * nothing in it may read differently in the two: no other comment, and no quoted text with the comment's end in it.
 */
final class MariaDbRules implements LexicalRules {
    private static final int LONGEST_VERSION = 6;

    private boolean conditional;

    @Override
    public boolean comment(Cursor cursor) {
        boolean line = cursor.peek() == '#' || (cursor.startsWith("--") && cursor.peek(2) <= ' ');
        boolean block = cursor.startsWith("/*") && mark(cursor) == 0;
        if ((line || block) && conditional) {
            throw new ScriptException(
                    cursor.line(),
                    "A comment inside an executable comment reads differently on each server; take it out.");
        }
        if (cursor.startsWith("--stagecraft:")) {
            throw new ScriptException(
                    cursor.line(), "In this database a comment needs a space after --; write -- stagecraft:.");
        }
        if (line) {
            cursor.toLineEnd("\n");
        } else if (block) {
            int from = cursor.line();
            cursor.advance(2);
            SqliteRules.pastComment(cursor, from);
        }
        return line || block;
    }

    /** The length of an executable comment's opening, 0 if this is none. */
    private static int mark(Cursor cursor) {
        return cursor.startsWith("/*!") ? 3 : cursor.startsWith("/*M!") ? 4 : 0;
    }

    @Override
    public Optional<Token.Kind> quoted(Cursor cursor) {
        char c = cursor.peek();
        if (c == '\'' || c == '"' || c == '`') {
            int from = cursor.at();
            int line = cursor.line();
            cursor.pastQuoted(c, c != '`', c == '`' ? "quoted name" : "string");
            if (conditional && cursor.since(from).contains("*/")) {
                throw new ScriptException(
                        line, "A */ inside quotes inside an executable comment reads differently on each server.");
            }
            return Optional.of(c == '`' ? Token.Kind.QUOTED_NAME : Token.Kind.STRING);
        }
        if (conditional && cursor.startsWith("*/")) {
            conditional = false;
            cursor.advance(2);
            return Optional.of(Token.Kind.CONDITIONAL_CLOSE);
        }
        return mark(cursor) > 0 ? Optional.of(open(cursor)) : Optional.empty();
    }

    private Token.Kind open(Cursor cursor) {
        if (conditional) {
            throw new ScriptException(cursor.line(), "Executable comments cannot be nested.");
        }
        conditional = true;
        cursor.advance(mark(cursor));
        for (int i = 0; i < LONGEST_VERSION && Character.isDigit(cursor.peek()); i++) {
            cursor.advance(1);
        }
        return Token.Kind.CONDITIONAL_OPEN;
    }
}
