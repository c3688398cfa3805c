package dev.stagecraft.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations the way Kubernetes writes them: hours, minutes, seconds and milliseconds, in that order. */
final class DurationText {
    private static final Pattern SHAPE =
            Pattern.compile("(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
    private static final Duration LONGEST = Duration.ofHours(24);

    private DurationText() {}

    /** Empty unless the text is a duration above zero and of at most a day. */
    static Optional<Duration> parse(String text) {
        var match = SHAPE.matcher(text);
        if (text.isEmpty() || !match.matches()) {
            return Optional.empty();
        }
        var duration = Duration.ofHours(part(match.group(1)))
                .plusMinutes(part(match.group(2)))
                .plusSeconds(part(match.group(3)))
                .plusMillis(part(match.group(4)));
        return Optional.of(duration).filter(Duration::isPositive).filter(value -> value.compareTo(LONGEST) <= 0);
    }

    private static long part(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
