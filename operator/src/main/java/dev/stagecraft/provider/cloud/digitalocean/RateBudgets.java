package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.secret.Secret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** One budget a token, however many resources use it. Keeps digests of tokens, not tokens. */
final class RateBudgets {
    private final Map<String, RateBudget> byDigest = new ConcurrentHashMap<>();
    private final RateLimits limits;
    private final Clock clock;
    private final RandomGenerator jitter;

    RateBudgets(RateLimits limits, Clock clock, RandomGenerator jitter) {
        this.limits = limits;
        this.clock = clock;
        this.jitter = jitter;
    }

    RateBudget of(Secret token) {
        String digest = digest(token);
        byDigest.entrySet()
                .removeIf(entry ->
                        !entry.getKey().equals(digest) && entry.getValue().idle());
        return byDigest.computeIfAbsent(digest, _ -> new RateBudget(limits, clock, jitter));
    }

    private static String digest(Secret token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.revealBytes()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java runtime has SHA-256; this one says it has not.", missing);
        }
    }
}
