package dev.stagecraft.cli.dev;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The lines of several sources on one screen, each with its source's name before it. A line is written as a whole, whoever else
 * writes. With colours, each source has its own, and those that it writes itself stay; without, there is no escape code at all.
 */
final class Lines {
    /** What {@code stagecraft} says itself. */
    static final String OWN = "stagecraft";

    private static final Duration UNREAD = Duration.ofSeconds(2);
    private static final List<String> COLOURS = List.of("36", "32", "33", "35", "34", "96", "92", "93", "95", "94");
    private static final String RESET = "\u001b[0m";

    /** What moves the cursor, clears the screen or sets a title would destroy the lines of the others. */
    private static final Pattern OTHER_CODES = Pattern.compile("\u001b(?:\\[[0-?]*["
            + " -/]*[@-ln-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[PX^_][^\u001b]*(?:\u001b\\\\)?|[@-OQ-WYZ\\\\]|["
            + " -/]+[0-~])");

    private static final Pattern COLOUR_CODE = Pattern.compile("\u001b\\[[0-?]*[ -/]*m");
    private static final Pattern LONE_ESCAPE = Pattern.compile("\u001b(?!\\[[0-?]*[ -/]*m)");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t\u001b]]");

    private final PrintStream out;
    private final boolean colour;
    private final int width;
    private final Map<String, String> colours = new HashMap<>();

    /** @param names of all sources, which get their colours in this order */
    Lines(PrintStream out, boolean colour, Collection<String> names) {
        this.out = out;
        this.colour = colour;
        this.width = Math.max(
                OWN.length(), names.stream().mapToInt(String::length).max().orElse(0));
        int next = 0;
        for (String name : names) {
            colours.put(name, COLOURS.get(next++ % COLOURS.size()));
        }
        colours.put(OWN, "1");
    }

    /** One line of a source. */
    void line(String name, String text) {
        String shown = shown(text);
        String before = name + " ".repeat(width - name.length()) + " | ";
        String whole = colour
                ? "\u001b[" + colours.getOrDefault(name, "0") + "m" + before + RESET + shown
                        + (shown.indexOf('\u001b') < 0 ? "" : RESET)
                : before + shown;
        synchronized (out) {
            out.print(whole + "\n");
            out.flush();
        }
    }

    /** What we say ourselves. It is not waited for for long, as the end of a run must not hang on a screen that nobody reads. */
    void say(String text) {
        Thread saying = Thread.ofPlatform().daemon().start(() -> line(OWN, text));
        try {
            boolean _ = saying.join(UNREAD);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private String shown(String text) {
        String printable =
                CONTROL.matcher(OTHER_CODES.matcher(text).replaceAll("")).replaceAll("");
        if (!colour) {
            return COLOUR_CODE.matcher(printable).replaceAll("").replace("\u001b", "");
        }
        return LONE_ESCAPE.matcher(printable).replaceAll("");
    }
}
