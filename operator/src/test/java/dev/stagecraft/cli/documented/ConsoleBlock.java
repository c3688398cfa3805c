package dev.stagecraft.cli.documented;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a page that shows {@code stagecraft} in a terminal.
 *
 * @param scene what must be there, from the word after {@code console}; empty for a directory with files and no cluster
 * @param start where its text begins in the page; {@code end} likewise
 * @param entries the commands with what they print
 */
record ConsoleBlock(String page, int line, String scene, int start, int end, List<Entry> entries) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```console(?: ([a-z-]+))?\\n(\\$ stagecraft.*?)^```$");

    /** A command and its output; a line of three dots stands for any number of lines. */
    record Entry(String command, String output) {
        private static final String ANY = "...\n";

        /** The exit status of the command before is shown by this one. */
        boolean asksForStatus() {
            return command.equals("echo $?");
        }

        boolean isCut() {
            return ("\n" + output).contains("\n" + ANY);
        }

        /** Whether that is what the page shows. */
        boolean shows(String printed) {
            var pattern = new StringBuilder();
            output.lines()
                    .forEach(line -> pattern.append(line.equals("...") ? "(?:.*\\n)*" : Pattern.quote(line + "\n")));
            return Pattern.matches(pattern.toString(), printed);
        }
    }

    /** The blocks of a page that begin with the command; others are for people only. */
    static List<ConsoleBlock> of(String page, String text) {
        return FENCE.matcher(text)
                .results()
                .map(match -> new ConsoleBlock(
                        page,
                        (int) text.substring(0, match.start()).lines().count() + 1,
                        match.group(1) == null ? "" : match.group(1),
                        match.start(2),
                        match.end(2),
                        entries(match.group(2))))
                .toList();
    }

    private static List<Entry> entries(String text) {
        var entries = new ArrayList<Entry>();
        for (var part : ("\n" + text).split("\n\\$ ")) {
            if (!part.isBlank()) {
                int end = part.indexOf('\n');
                var output = end < 0 ? "" : part.substring(end + 1);
                entries.add(new Entry(
                        end < 0 ? part : part.substring(0, end),
                        output.isEmpty() || output.endsWith("\n") ? output : output + "\n"));
            }
        }
        return entries;
    }
}
