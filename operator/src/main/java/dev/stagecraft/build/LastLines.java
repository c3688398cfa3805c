package dev.stagecraft.build;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The end of what a build printed, on one line of a message. */
public final class LastLines {
    private static final String BETWEEN = " | ";

    private LastLines() {}

    /**
     * The last lines, as many as fit, empty where there are none. Secrets go before anything is cut, as half of one would not be found
     * any more.
     *
     * @param most so many lines at most
     * @param length so many characters at most; of a longer last line its end
     */
    public static String of(Stream<String> said, Collection<Secret> secrets, int most, int length) {
        var sanitizer = Sanitizer.of(secrets);
        List<String> lines = said.map(sanitizer::clean).toList();
        var kept = new ArrayDeque<String>();
        var used = 0;
        for (var line : lines.reversed()) {
            used += line.length() + BETWEEN.length();
            if (kept.size() == most || (used > length && !kept.isEmpty())) {
                break;
            }
            kept.addFirst(line.length() <= length ? line : "…" + line.substring(line.length() - length + 1));
        }
        return String.join(BETWEEN, kept);
    }
}
