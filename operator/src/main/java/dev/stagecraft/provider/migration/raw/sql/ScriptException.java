package dev.stagecraft.provider.migration.raw.sql;

/** A file that cannot be read as SQL statements; nothing of it may run. */
public final class ScriptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String sentence;

    ScriptException(int line, String sentence) {
        super("Line " + line + ": " + sentence);
        this.line = line;
        this.sentence = sentence;
    }

    /** Where the fault begins, counted from 1. */
    public int line() {
        return line;
    }

    /** What is wrong and what to do, without the line and without text of the file beyond a keyword. */
    public String sentence() {
        return sentence;
    }
}
