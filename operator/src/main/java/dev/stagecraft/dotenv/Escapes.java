package dev.stagecraft.dotenv;

/** What a backslash means within double quotes. */
final class Escapes {
    /** Characters after the backslash, and what each stands for at the same place. */
    private static final String SHORT = "abfnrtv\\\"";

    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\\"";

    private Escapes() {}

    /**
     * What the escape at a backslash stands for.
     *
     * @param text as a template has it: a dollar sign is doubled
     * @param length of the escape in the file, with the backslash
     */
    record Escape(String text, int length) {}

    /** The escape that begins at {@code at}; a backslash that begins none stands for itself. */
    static Escape at(String file, int at) {
        char next = file.charAt(at + 1);
        int known = SHORT.indexOf(next);
        if (known >= 0) {
            return new Escape(String.valueOf(MEANINGS.charAt(known)), 2);
        }
        if (next == '$') {
            return new Escape("$$", 2);
        }
        return next == '0' ? octal(file, at) : new Escape("\\" + next, 2);
    }

    /** {@code \0} and exactly three octal digits, up to one byte. */
    private static Escape octal(String file, int at) {
        int from = at + 2;
        if (from + 3 > file.length() || !file.substring(from, from + 3).chars().allMatch(c -> c >= '0' && c <= '7')) {
            return new Escape("\\0", 2);
        }
        int point = Integer.parseInt(file.substring(from, from + 3), 8);
        if (point > 0xff) {
            return new Escape("\\0", 2);
        }
        return new Escape(point == '$' ? "$$" : Character.toString(point), 5);
    }
}
