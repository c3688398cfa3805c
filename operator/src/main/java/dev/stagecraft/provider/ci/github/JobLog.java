package dev.stagecraft.provider.ci.github;

import dev.stagecraft.build.LastLines;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The last lines that the failed step of a job printed, on one line. What GitHub does after a failure, such as logging out, comes after
 * the mark of the first error and is left away.
 */
final class JobLog {
    private static final int LINES = 12;
    private static final int LENGTH = 480;
    private static final String ERROR = "##[error]";
    private static final Pattern TIME = Pattern.compile("^\uFEFF?\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z ?");
    private static final Pattern NOISE = Pattern.compile(
            "|-{3,}|##\\[(?:group|endgroup|command|debug|section)\\].*|##\\[error\\]Process completed with exit code \\d+\\.?|#\\d+ (?:sha256:[0-9a-f]+.*|CACHED|DONE .*|transferring .*)");

    private JobLog() {}

    /** Empty where nothing is left. */
    static String tail(String log, Collection<Secret> secrets) {
        var plain = log.lines().map(line -> TIME.matcher(line).replaceFirst("")).toList();
        return LastLines.of(
                plain.stream()
                        .limit(end(plain))
                        .map(String::strip)
                        .filter(line -> !NOISE.matcher(line).matches())
                        .map(line -> line.startsWith(ERROR) ? line.substring(ERROR.length()) : line),
                secrets,
                LINES,
                LENGTH);
    }

    /** Behind the errors of the step that failed. */
    private static int end(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(ERROR)
                    && (i + 1 == lines.size() || !lines.get(i + 1).startsWith(ERROR))) {
                return i + 1;
            }
        }
        return lines.size();
    }
}
