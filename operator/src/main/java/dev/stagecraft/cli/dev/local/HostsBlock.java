package dev.stagecraft.cli.dev.local;

import java.util.List;
import java.util.regex.Pattern;

/** The lines of a hosts file that belong to one project, between two lines that say so. Nobody else's lines are changed. */
public final class HostsBlock {
    private static final String ADDRESS = "127.0.0.1";
    private static final Pattern AFTER_A_LINE = Pattern.compile("(?<=\n)");

    private final String begin;
    private final String end;

    /** @param project whose lines they are */
    public HostsBlock(String project) {
        begin = "# BEGIN stagecraft dev " + project;
        end = "# END stagecraft dev " + project;
    }

    /** The one line that a person would have to add. */
    public static String line(List<String> names) {
        return ADDRESS + " " + String.join(" ", names);
    }

    /** The file with the names, in the place of those that it has already. */
    public String with(String file, List<String> names) {
        String rest = without(file);
        String gap = rest.isEmpty() || rest.endsWith("\n") ? "" : "\n";
        return rest + gap + begin + "\n" + line(names) + "\n" + end + "\n";
    }

    /**
     * The file without them, and every other byte as it is. A block that somebody cut the end off is taken for what is left of
     * it: its first line alone.
     */
    public String without(String file) {
        var kept = new StringBuilder();
        List<String> lines = AFTER_A_LINE.splitAsStream(file).toList();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).strip().equals(begin)) {
                at = after(lines, at);
            } else {
                kept.append(lines.get(at));
                at++;
            }
        }
        return kept.toString();
    }

    private int after(List<String> lines, int begun) {
        for (int i = begun + 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(end)) {
                return i + 1;
            }
            if (!lines.get(i).startsWith(ADDRESS)) {
                break;
            }
        }
        return begun + 1;
    }
}
