package dev.stagecraft.sandbox.digitalocean;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Both documented limits of one token. Guarded by the simulator. */
final class RateMeter {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deque<Instant> made = new ArrayDeque<>();

    /** Counts a request that fits; otherwise says what the refusal is. */
    Optional<Reply> refusal(Instant now, Weather.Limits limits) {
        while (!made.isEmpty() && !made.getFirst().plus(HOUR).isAfter(now)) {
            made.removeFirst();
        }
        var lately = made.stream().filter(at -> at.plus(MINUTE).isAfter(now)).toList();
        if (lately.size() >= limits.perMinute()) {
            long wait = Duration.between(now, lately.getFirst().plus(MINUTE)).toSeconds() + 1;
            return Optional.of(tooMany(Map.of("retry-after", Long.toString(wait))));
        }
        if (made.size() >= limits.perHour()) {
            return Optional.of(tooMany(Map.of()));
        }
        made.addLast(now);
        return Optional.empty();
    }

    /** {@code remaining} also reads 0 in a refusal that only the minute caused, as documented. */
    Map<String, String> headers(Instant now, Weather.Limits limits, boolean refused) {
        Instant oldest = made.isEmpty() ? now : made.getFirst();
        int remaining = refused ? 0 : Math.max(0, limits.perHour() - made.size());
        var headers = new HashMap<String, String>();
        headers.put("ratelimit-limit", Integer.toString(limits.perHour()));
        headers.put("ratelimit-remaining", Integer.toString(remaining));
        headers.put("ratelimit-reset", Long.toString(oldest.plus(HOUR).getEpochSecond()));
        return headers;
    }

    private static Reply tooMany(Map<String, String> headers) {
        Reply reply = Reply.error(429, "too_many_requests", "API Rate limit exceeded.");
        return new Reply(reply.status(), reply.body(), headers);
    }
}
