package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a text into tokens, one when asked, so that what follows a statement (data, a new delimiter) is not read before the
 * statement is known.
 */
final class Lexer {
    private final Dialect dialect;
    private final Cursor cursor;
    private final LexicalRules rules;
    private final List<Comment> comments = new ArrayList<>();
    private String delimiter = "";

    Lexer(Dialect dialect, String text) {
        this.dialect = dialect;
        this.cursor = new Cursor(text);
        this.rules = LexicalRules.of(dialect);
    }

    static List<Token> tokens(Dialect dialect, String text) {
        var lexer = new Lexer(dialect, text);
        var tokens = new ArrayList<Token>();
        for (var token = lexer.next(); token.isPresent(); token = lexer.next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    /** The comments passed so far. */
    List<Comment> comments() {
        return List.copyOf(comments);
    }

    Optional<Token> next() {
        skipSpaceAndComments();
        if (cursor.atEnd()) {
            return Optional.empty();
        }
        int start = cursor.at();
        int line = cursor.line();
        var kind = atDelimiter() ? pastDelimiter() : rules.quoted(cursor).orElseGet(this::plain);
        return Optional.of(new Token(kind, cursor.since(start), start, line));
    }

    /** Reads the rest of a DELIMITER command, whose first word is behind. */
    void readDelimiter() {
        int start = cursor.at();
        cursor.toLineEnd("\r\n");
        String given = cursor.since(start).strip().split("\\s", 2)[0];
        if (given.isEmpty() || given.contains("\\")) {
            throw new ScriptException(
                    cursor.line(), "DELIMITER needs the characters that end a statement, without \\.");
        }
        delimiter = given.equals(";") ? "" : given;
    }

    /** Whether a DELIMITER command put something beside the semicolon. */
    boolean hasDelimiter() {
        return !delimiter.isEmpty();
    }

    private void skipSpaceAndComments() {
        while (!cursor.atEnd()) {
            int start = cursor.at();
            int line = cursor.line();
            if (cursor.peek() == '\0') {
                throw new ScriptException(line, "There is a NUL character here; is this a text file in UTF-8?");
            }
            if (cursor.peek() <= ' ') {
                cursor.advance(1);
            } else if (!atDelimiter() && rules.comment(cursor)) {
                comments.add(new Comment(cursor.since(start), line));
            } else {
                return;
            }
        }
    }

    private boolean atDelimiter() {
        return hasDelimiter() && cursor.startsWith(delimiter);
    }

    private Token.Kind pastDelimiter() {
        cursor.advance(delimiter.length());
        return Token.Kind.DELIMITER;
    }

    private Token.Kind plain() {
        char c = cursor.peek();
        if (c == '\\' && dialect == Dialect.POSTGRESQL) {
            throw new ScriptException(
                    cursor.line(), "Commands of psql, which begin with \\, do not run here; write it in SQL.");
        }
        boolean digit = c >= '0' && c <= '9';
        if (!digit && !startsWord(c)) {
            cursor.advance(1);
            return Token.Kind.SYMBOL;
        }
        while (!atDelimiter() && (continuesWord(cursor.peek()) || (digit && cursor.peek() == '.'))) {
            cursor.advance(1);
        }
        return digit ? Token.Kind.NUMBER : Token.Kind.WORD;
    }

    private static boolean startsWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= '\u0080';
    }

    private static boolean continuesWord(char c) {
        return startsWord(c) || (c >= '0' && c <= '9') || c == '$';
    }
}
