package dev.stagecraft.compose;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compose's notation for time spans, such as {@code 1m30s} or {@code 500ms}. */
final class ComposeDuration {
    private static final Pattern WHOLE = Pattern.compile("(\\d{1,9}(\\.\\d{1,9})?(us|µs|ms|s|m|h|d))+");
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|µs|ms|s|m|h|d)");

    private ComposeDuration() {}

    /** Empty when the text is no time span, for instance because a variable stands in it. */
    static Optional<Duration> parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            double nanos = Double.parseDouble(part.group(1)) * nanosPer(part.group(2));
            sum = sum.plusNanos(Math.round(nanos));
        }
        return Optional.of(sum);
    }

    private static double nanosPer(String unit) {
        return switch (unit) {
            case "us", "µs" -> 1e3;
            case "ms" -> 1e6;
            case "s" -> 1e9;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            case "d" -> 86400e9;
            default -> throw new DateTimeException("No unit of time: " + unit);
        };
    }
}
