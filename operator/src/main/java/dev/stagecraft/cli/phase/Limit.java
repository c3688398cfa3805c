package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Durations;
import dev.stagecraft.cli.session.CommandFailure;
import java.time.Duration;
import java.util.Locale;

/** How long a command waits, as people write it. */
final class Limit {
    private Limit() {}

    static Duration of(String text) {
        var limit = Durations.parse(text, Duration.ZERO);
        if (!limit.isPositive()) {
            throw CommandFailure.of("--timeout " + text + " is no duration; write one such as 90s, 10m or 1h30m.");
        }
        return limit;
    }

    /** As people write it. */
    static String words(Duration limit) {
        return limit.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
