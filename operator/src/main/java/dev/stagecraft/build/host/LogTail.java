package dev.stagecraft.build.host;

import dev.stagecraft.build.LastLines;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.regex.Pattern;

/** The end of what a build printed, without what BuildKit says of itself; the caller cleans the whole message again. */
final class LogTail {
    private static final int LINES = 20;
    private static final int LENGTH = 640;

    /** What BuildKit prints beside the output of the steps. */
    private static final Pattern NOISE =
            Pattern.compile("-{3,}|#\\d+ (?:sha256:[0-9a-f]+|CACHED|DONE .*|transferring .*)|");

    private LogTail() {}

    static String of(String said, Collection<Secret> secrets) {
        var tail = LastLines.of(
                said.lines()
                        .map(String::strip)
                        .filter(line -> !NOISE.matcher(line).matches()),
                secrets,
                LINES,
                LENGTH);
        return tail.isEmpty() ? "it printed nothing" : tail;
    }
}
