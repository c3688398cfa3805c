package dev.stagecraft.provider.migration.raw.sql;

/**
 * One statement of a file, without the {@code ;} at its end.
 *
 * @param text as written, from its first to its last token, comments between them included
 * @param line of the first token, counted from 1
 */
public record Statement(String text, int line) {
    public Statement {
        if (text.isBlank() || line < 1) {
            throw new IllegalArgumentException("A statement has text and a line from 1: " + line);
        }
    }
}
