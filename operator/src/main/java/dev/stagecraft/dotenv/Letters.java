package dev.stagecraft.dotenv;

/** Which characters mean something in a dotenv file. */
final class Letters {
    private Letters() {}

    /** White space within a line. */
    static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u000b' || c == '\f' || c == '\r' || c == '\u0085' || c == '\u00a0';
    }

    /** White space of any kind, as Go, in which Compose is written, has it. */
    static boolean isSpace(char c) {
        return isBlank(c)
                || c == '\n'
                || c == '\u1680'
                || (c >= '\u2000' && c <= '\u200a')
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u202f'
                || c == '\u205f'
                || c == '\u3000';
    }

    static boolean startsName(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    static boolean continuesName(char c) {
        return startsName(c) || (c >= '0' && c <= '9');
    }

    /** Whether a process can have a variable of that name. */
    static boolean isName(String name) {
        return !name.isEmpty() && startsName(name.charAt(0)) && name.chars().allMatch(c -> continuesName((char) c));
    }
}
