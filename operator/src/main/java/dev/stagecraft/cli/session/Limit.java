package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Durations;
import java.time.Duration;
import java.util.Locale;

/** How long a command waits, as people write it. */
public final class Limit {
    private Limit() {}

    /**
     * Reads it.
     *
     * @throws CommandFailure when it is no duration
     */
    public static Duration of(String text) {
        var limit = Durations.parse(text, Duration.ZERO);
        if (!limit.isPositive()) {
            throw CommandFailure.of("--timeout " + text
                    + " is not a duration; write hours, minutes and seconds, such as 90s or 1h30m.");
        }
        return limit;
    }

    /** As people write it. */
    public static String words(Duration limit) {
        return limit.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
