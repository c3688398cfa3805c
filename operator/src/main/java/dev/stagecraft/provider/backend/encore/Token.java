package dev.stagecraft.provider.backend.encore;

/**
 * A piece of TypeScript.
 *
 * @param text of a name or a sign as it is written, of a text its value
 * @param line counted from one
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        NAME,
        /** A string, or a template without substitutions. */
        TEXT,
        /** A number, a regular expression, a template with substitutions: nothing that is looked into. */
        OPAQUE,
        /** One character of punctuation. */
        SIGN
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isText() {
        return kind == Kind.TEXT;
    }
}
