package dev.stagecraft.provider.ci.github;

import dev.stagecraft.secret.Secret;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** Until when a token is not to be used, as GitHub said: who goes on asking is shut out for longer. Safe for any thread. */
final class RateGate {
    /** What GitHub asks for where it names no time; doubled each time that this was not enough. */
    private static final Duration LEAST = Duration.ofMinutes(1);

    private static final int DOUBLINGS = 4;
    private static final int MOST_TOKENS = 1000;

    private final Clock clock;
    private final Map<Secret, Shut> shut = new ConcurrentHashMap<>();

    private record Shut(Instant until, int times) {}

    RateGate(Clock clock) {
        this.clock = clock;
    }

    /** Until when nothing may be asked; empty where it may. */
    Optional<Instant> closed(Secret token) {
        return Optional.ofNullable(shut.get(token)).map(Shut::until).filter(until -> until.isAfter(clock.instant()));
    }

    /** Notes that a request was let through; one that was under way when the gate closed does not open it. */
    void passed(Secret token) {
        shut.computeIfPresent(token, (key, last) -> last.until().isAfter(clock.instant()) ? last : null);
    }

    /** Notes a refusal for the rate, and says until when it counts. */
    Instant refused(Secret token, HttpHeaders headers) {
        var times =
                Math.min(shut.getOrDefault(token, new Shut(Instant.EPOCH, 0)).times(), DOUBLINGS);
        var now = clock.instant();
        var until = named(headers, now).orElse(now.plus(LEAST.multipliedBy(1L << times)));
        if (shut.size() >= MOST_TOKENS) {
            shut.values().removeIf(old -> old.until().isBefore(now));
        }
        shut.put(token, new Shut(until, times + 1));
        return until;
    }

    private static Optional<Instant> named(HttpHeaders headers, Instant now) {
        try {
            var after = number(headers, "retry-after");
            if (after.isPresent()) {
                return Optional.of(now.plusSeconds(Math.max(1, after.getAsLong())));
            }
            var reset = number(headers, "x-ratelimit-reset");
            var spent = number(headers, "x-ratelimit-remaining").orElse(1) == 0;
            return spent && reset.isPresent()
                    ? Optional.of(Instant.ofEpochSecond(reset.getAsLong()).plusSeconds(1))
                            .filter(until -> until.isAfter(now))
                    : Optional.empty();
        } catch (DateTimeException | ArithmeticException beyond) {
            return Optional.empty();
        }
    }

    /** A header that is a number from 0; anything else is as good as absent. */
    static OptionalLong number(HttpHeaders headers, String name) {
        try {
            var value = Long.parseLong(headers.firstValue(name).orElse("").strip());
            return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
