package dev.stagecraft.cli.session;

import java.io.PrintStream;

/**
 * Where a command writes: what was asked for to standard output, everything else to standard error.
 *
 * @param screen what standard output is
 */
public record Console(PrintStream out, PrintStream err, Screen screen) {
    /** One line of what was asked for. */
    public void line(String text) {
        out.println(text);
    }

    /** An empty line. */
    public void line() {
        out.println();
    }

    /** Text that brings its own line ends. */
    public void print(String text) {
        out.print(text);
    }

    /** Something that went well enough to go on, and that people should know. */
    public void warn(String sentence) {
        err.println("warning: " + sentence);
    }

    /** What is being done, for people only; not part of what was asked for. */
    public void note(String sentence) {
        err.println(sentence);
    }

    /** The text as the screen can show it. */
    public String styled(Style style, String text) {
        return screen.colour() && !text.isEmpty() ? style.around(text) : text;
    }

    /** The same console without colours. */
    public Console plain() {
        return new Console(out, err, screen.plain());
    }
}
