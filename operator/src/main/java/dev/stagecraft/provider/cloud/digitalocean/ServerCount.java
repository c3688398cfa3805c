package dev.stagecraft.provider.cloud.digitalocean;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the API said about the token's hour: it also counts the requests of others who use the token.
 *
 * @param reset when the oldest counted request is forgotten, so that the count is out of date
 */
record ServerCount(int limit, int remaining, Instant reset) {

    static Optional<ServerCount> of(HttpHeaders headers) {
        OptionalInt limit = number(headers, "ratelimit-limit");
        OptionalInt remaining = number(headers, "ratelimit-remaining");
        OptionalInt reset = number(headers, "ratelimit-reset");
        if (limit.isEmpty() || remaining.isEmpty() || reset.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ServerCount(limit.getAsInt(), remaining.getAsInt(), Instant.ofEpochSecond(reset.getAsInt())));
    }

    /** A header that is a number from 0; anything else is as good as absent. */
    static OptionalInt number(HttpHeaders headers, String name) {
        try {
            int value = Integer.parseInt(headers.firstValue(name).orElse("").strip());
            return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    ServerCount afterOneMore() {
        return new ServerCount(limit, Math.max(0, remaining - 1), reset);
    }
}
