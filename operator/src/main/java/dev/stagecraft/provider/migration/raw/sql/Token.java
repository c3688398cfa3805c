package dev.stagecraft.provider.migration.raw.sql;

/**
 * A piece of a file that is neither space nor comment.
 *
 * @param start offset of its first character
 * @param line of its first character
 */
record Token(Kind kind, String text, int start, int line) {
    enum Kind {
        /** A keyword or a name without quotes. */
        WORD,
        QUOTED_NAME,
        STRING,
        NUMBER,
        /** One character. */
        SYMBOL,
        /** The {@code /*!50003} that opens code only for some servers. */
        CONDITIONAL_OPEN,
        CONDITIONAL_CLOSE,
        /** What a DELIMITER command put beside the semicolon. */
        DELIMITER
    }

    int end() {
        return start + text.length();
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }
}
