package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Anonymous tokens, one a repository, kept until shortly before they expire. */
final class TokenStore {
    /** What the token protocol says of an answer without {@code expires_in}. */
    private static final long DEFAULT_SECONDS = 60;

    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final int MOST_TOKENS = 1000;

    private record Token(String value, Instant until) {
        @Override
        public String toString() {
            return "a token until " + until;
        }
    }

    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<URI, Token> tokens = new ConcurrentHashMap<>();

    TokenStore(Clock clock) {
        this.clock = clock;
    }

    /** The token last had for this repository, if it is still good. */
    Optional<String> get(URI repository) {
        return Optional.ofNullable(tokens.get(repository))
                .filter(token -> clock.instant().isBefore(token.until()))
                .map(Token::value);
    }

    void forget(URI repository) {
        tokens.remove(repository);
    }

    /** Takes the token out of the server's answer; empty if there is none in it. */
    Optional<String> keep(URI repository, ByteBuffer answer) {
        try {
            var node = json.readTree(UTF_8.decode(answer.duplicate()).toString());
            var value = node.path("token").asText(node.path("access_token").asText(""));
            if (value.isEmpty() || !value.matches("[\\x21-\\x7e]+")) {
                return Optional.empty();
            }
            var seconds = Math.clamp(node.path("expires_in").asLong(DEFAULT_SECONDS), 0, 3600);
            if (tokens.size() >= MOST_TOKENS) {
                tokens.clear();
            }
            tokens.put(
                    repository,
                    new Token(value, clock.instant().plusSeconds(seconds).minus(MARGIN)));
            return Optional.of(value);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
