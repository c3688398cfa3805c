package dev.stagecraft.dotenv;

/**
 * A line, or several with a quoted value.
 *
 * @param line where it begins, from 1
 * @param name {@code [A-Za-z_][A-Za-z0-9_]*}
 */
public record DotenvEntry(int line, String name, DotenvValue value) {}
