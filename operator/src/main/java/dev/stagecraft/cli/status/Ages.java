package dev.stagecraft.cli.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as people say them: two units at most, no more exact than matters. */
final class Ages {
    private static final int MINUTES_ALONE = 10;

    private Ages() {}

    /** How long ago that was, such as {@code 3h12m}; nothing is in the future. */
    static String since(Instant then, Instant now) {
        return of(Duration.between(then, now));
    }

    /** How long it took; {@code -} where an end is not known. */
    static String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? "-" : of(Duration.between(from, to));
    }

    static String of(Duration duration) {
        var length = duration.isNegative() ? Duration.ZERO : duration;
        if (length.toMinutes() == 0) {
            return length.toSeconds() + "s";
        }
        if (length.toHours() == 0) {
            return length.toMinutes() >= MINUTES_ALONE
                    ? length.toMinutes() + "m"
                    : length.toMinutes() + "m" + part(length.toSecondsPart(), "s");
        }
        if (length.toDays() == 0) {
            return length.toHours() + "h" + part(length.toMinutesPart(), "m");
        }
        return length.toDays() + "d" + part(length.toHoursPart(), "h");
    }

    private static String part(int count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
