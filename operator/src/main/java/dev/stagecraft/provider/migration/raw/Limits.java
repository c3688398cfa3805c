package dev.stagecraft.provider.migration.raw;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How long things may take.
 *
 * @param lock how long a statement waits for a lock, and so how long it holds up those who queue behind it
 * @param statement how long one statement may run
 * @param idle how long the database keeps a transaction in which nothing happens
 * @param runner how long to try for the lock that lets one runner in
 * @param lockRetries how often a file is tried again after a lock was not had
 */
record Limits(Duration lock, Duration statement, Duration idle, Duration runner, int lockRetries) {
    static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofSeconds(30), 5);

    private static final Duration SESSION_GRACE = Duration.ofSeconds(30);

    /** Longer ones are a slip, and drivers count milliseconds in 32 bits. */
    static final Duration LONGEST = Duration.ofHours(24);

    /** From a millisecond; never 0, which databases take for no limit at all. */
    static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(ms|s|m)|([1-9]\\d?)(h)");

    static final String SHAPE = "a duration such as 500ms, 2s, 5m or 1h, at most 24h";

    /** How long the database keeps a session of which it hears nothing, and with it the runner's lock: longer than we ever pause. */
    Duration session() {
        return idle.plus(SESSION_GRACE);
    }

    static Duration duration(String text) {
        var found = DURATION.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("Not a duration: check the configuration first.");
        }
        if (found.group(4) != null) {
            return Duration.ofHours(Long.parseLong(found.group(3)));
        }
        long count = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    /** Whole seconds, for databases that know no smaller ones; at least one. */
    static long seconds(Duration limit) {
        return Math.max(1, (limit.toMillis() + 999) / 1000);
    }
}
