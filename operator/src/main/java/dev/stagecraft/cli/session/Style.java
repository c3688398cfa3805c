package dev.stagecraft.cli.session;

/** How a word is set off on a terminal. */
public enum Style {
    BOLD(1),
    DIM(2),
    RED(31),
    GREEN(32),
    YELLOW(33),
    BLUE(34),
    MAGENTA(35),
    CYAN(36);

    private final int code;

    Style(int code) {
        this.code = code;
    }

    /** The text between the escape codes of ECMA-48 (select graphic rendition) that set it off and end that. */
    String around(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
