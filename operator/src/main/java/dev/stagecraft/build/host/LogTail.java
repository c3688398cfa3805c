package dev.stagecraft.build.host;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The end of what a build printed, on one line. Secrets go before anything is cut, as half of one would not be found any more; the
 * caller cleans the whole message again.
 */
final class LogTail {
    private static final int LINES = 20;
    private static final int LENGTH = 640;
    private static final String BETWEEN = " | ";

    /** What BuildKit prints beside the output of the steps. */
    private static final Pattern NOISE =
            Pattern.compile("-{3,}|#\\d+ (?:sha256:[0-9a-f]+|CACHED|DONE .*|transferring .*)|");

    private LogTail() {}

    static String of(String said, Collection<Secret> secrets) {
        var sanitizer = Sanitizer.of(secrets).with(lines(secrets));
        List<String> lines = said.lines()
                .map(String::strip)
                .filter(line -> !NOISE.matcher(line).matches())
                .map(sanitizer::clean)
                .toList();
        var kept = new ArrayDeque<String>();
        var length = 0;
        for (var line : lines.reversed()) {
            length += line.length() + BETWEEN.length();
            if (kept.size() == LINES || (length > LENGTH && !kept.isEmpty())) {
                break;
            }
            kept.addFirst(line.length() <= LENGTH ? line : "…" + line.substring(line.length() - LENGTH + 1));
        }
        return kept.isEmpty() ? "it printed nothing" : String.join(BETWEEN, kept);
    }

    /** A secret of several lines is printed as such. */
    private static List<Secret> lines(Collection<Secret> secrets) {
        return secrets.stream()
                .flatMap(secret -> secret.reveal().lines())
                .map(String::strip)
                .map(Secret::of)
                .toList();
    }
}
