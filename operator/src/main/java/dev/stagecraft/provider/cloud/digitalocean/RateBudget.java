package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.provider.cloud.CloudException;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is left for one token, over everything in this process that uses it. Never waits: a request that does not fit is
 * refused with the instant from which it does. Safe for any thread.
 */
final class RateBudget {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MAX_JITTER_MILLIS = 1000;

    private final RateLimits limits;
    private final Clock clock;
    private final RandomGenerator jitter;
    private final SlidingWindow minute = new SlidingWindow(MINUTE);
    private final SlidingWindow hour = new SlidingWindow(HOUR);
    private double tokens;
    private Instant tokensAt;
    private Instant blockedUntil = Instant.MIN;
    private @Nullable ServerCount server;

    RateBudget(RateLimits limits, Clock clock, RandomGenerator jitter) {
        this.limits = limits;
        this.clock = clock;
        this.jitter = jitter;
        this.tokens = limits.burst();
        this.tokensAt = clock.instant();
    }

    /**
     * Counts one request.
     *
     * @throws CloudException {@code RATE_LIMITED} if it must not be made now; then it is not counted
     */
    synchronized void take(Use use) {
        Instant now = clock.instant();
        refill(now);
        Optional<Instant> refusedUntil = Stream.of(
                        blocked(now),
                        paced(now),
                        minute.freeAt(now, limits.perMinute()),
                        spent(now, use),
                        counted(now, use))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        if (refusedUntil.isPresent()) {
            throw CloudException.rateLimited(
                    "The budget of requests for this DigitalOcean token is spent until " + refusedUntil.get()
                            + "; it goes on by itself then.",
                    now,
                    refusedUntil.get());
        }
        tokens -= 1;
        minute.add(now);
        hour.add(now);
        server = server == null ? null : server.afterOneMore();
    }

    /** Takes over what an answer says about the hour. */
    synchronized void heard(HttpHeaders headers) {
        ServerCount.of(headers).ifPresent(count -> server = count);
    }

    /**
     * Stops all requests after a 429, with some jitter so that not everybody comes back at once. The count in such an
     * answer is not taken over: it reads 0 even if only the minute was exceeded.
     */
    synchronized Instant refused(HttpHeaders headers) {
        Instant now = clock.instant();
        OptionalInt retryAfter = ServerCount.number(headers, "retry-after");
        Instant until = retryAfter.isPresent()
                ? now.plusSeconds(retryAfter.getAsInt())
                : ServerCount.of(headers)
                        .map(ServerCount::reset)
                        .filter(now::isBefore)
                        .orElse(now.plus(MINUTE));
        Instant latest = now.plus(HOUR);
        Instant bounded = until.isAfter(latest) ? latest : until;
        Instant jittered = bounded.plusMillis(jitter.nextInt(MAX_JITTER_MILLIS));
        blockedUntil = jittered.isAfter(blockedUntil) ? jittered : blockedUntil;
        return blockedUntil;
    }

    /** True if nothing remembered here could refuse a request any more. */
    synchronized boolean idle() {
        Instant now = clock.instant();
        return hour.count(now) == 0 && !blockedUntil.isAfter(now);
    }

    private void refill(Instant now) {
        double seconds = Math.max(0, Duration.between(tokensAt, now).toMillis()) / 1000.0;
        tokens = Math.min(limits.burst(), tokens + seconds * limits.perSecond());
        tokensAt = now;
    }

    private Optional<Instant> blocked(Instant now) {
        return Optional.of(blockedUntil).filter(now::isBefore);
    }

    private Optional<Instant> paced(Instant now) {
        if (tokens >= 1) {
            return Optional.empty();
        }
        return Optional.of(now.plusMillis((long) Math.ceil((1 - tokens) * 1000 / limits.perSecond())));
    }

    private Optional<Instant> spent(Instant now, Use use) {
        return hour.freeAt(now, limits.perHour() - reserve(limits.perHour(), use));
    }

    private Optional<Instant> counted(Instant now, Use use) {
        if (server == null || !server.reset().isAfter(now) || server.remaining() > reserve(server.limit(), use)) {
            return Optional.empty();
        }
        return Optional.of(server.reset());
    }

    private int reserve(int ofHour, Use use) {
        return switch (use) {
            case ORDINARY -> ofHour * limits.reservePercent() / 100;
            case DELETE -> 0;
        };
    }
}
