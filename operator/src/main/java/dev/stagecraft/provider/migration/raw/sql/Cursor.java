package dev.stagecraft.provider.migration.raw.sql;

/** A place in a text that only moves forward and knows its line. */
final class Cursor {
    private static final char END = '\0';

    private final String text;
    private int at;
    private int line = 1;

    Cursor(String text) {
        this.text = text;
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
    }

    int at() {
        return at;
    }

    int line() {
        return line;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return peek(0);
    }

    /** The character {@code ahead} of here, NUL behind the end. */
    char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : END;
    }

    boolean startsWith(String prefix) {
        return text.startsWith(prefix, at);
    }

    /** The text from {@code start} to here. */
    String since(int start) {
        return text.substring(start, at);
    }

    void advance(int count) {
        for (int i = 0; i < count && !atEnd(); i++) {
            char c = text.charAt(at++);
            if (c == '\n' || (c == '\r' && peek() != '\n')) {
                line++;
            }
        }
    }

    /** Goes to the next of {@code ends}, or to the end of the text. */
    void toLineEnd(String ends) {
        while (!atEnd() && ends.indexOf(peek()) < 0) {
            advance(1);
        }
    }

    /** Goes behind the next {@code closing}; {@code what} names what stays open without it. */
    void past(String closing, String what) {
        int from = line;
        while (!startsWith(closing)) {
            if (atEnd()) {
                throw notClosed(from, what);
            }
            advance(1);
        }
        advance(closing.length());
    }

    /** Goes behind a quoted text whose opening quote is here. */
    void pastQuoted(char close, boolean backslash, String what) {
        int from = line;
        advance(1);
        while (!atEnd()) {
            boolean pair = (backslash && peek() == '\\') || (peek() == close && peek(1) == close && close != ']');
            if (!pair && peek() == close) {
                advance(1);
                return;
            }
            advance(pair ? 2 : 1);
        }
        throw notClosed(from, what);
    }

    static ScriptException notClosed(int line, String what) {
        return new ScriptException(line, "The " + what + " that begins here is not closed.");
    }
}
