package dev.stagecraft.host;

/**
 * The terminal that a program on a host is given.
 *
 * @param type as in {@code TERM}, such as {@code xterm-256color}
 */
public record TerminalShape(String type, int columns, int rows) {

    public TerminalShape {
        if (type.isBlank() || columns < 1 || rows < 1) {
            throw new IllegalArgumentException(
                    "a terminal has a type and a size: %s %d %d".formatted(type, columns, rows));
        }
    }
}
