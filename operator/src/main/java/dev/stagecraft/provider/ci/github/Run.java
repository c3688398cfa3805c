package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A run of the workflow, as the API tells it.
 *
 * @param attempt 1, and one more each time that a person runs it again
 * @param title the run's name, in which the workflow puts our correlation
 * @param conclusion empty until {@code status} is {@code completed}
 */
record Run(
        long id,
        int attempt,
        String title,
        String status,
        String conclusion,
        Instant createdAt,
        Instant startedAt,
        String url) {
    private static final String COMPLETED = "completed";

    /** Which try of which run: what was told of one says nothing of another. */
    record Try(long id, int attempt) {}

    static Run of(JsonNode json) {
        var created = time(json.path("created_at")).orElse(Instant.EPOCH);
        return new Run(
                json.path("id").asLong(),
                json.path("run_attempt").asInt(1),
                json.path("display_title").asText(""),
                json.path("status").asText(""),
                json.path("conclusion").asText(""),
                created,
                time(json.path("run_started_at")).orElse(created),
                json.path("html_url").asText(""));
    }

    Try asTry() {
        return new Try(id, attempt);
    }

    boolean ended() {
        return status.equals(COMPLETED);
    }

    boolean succeeded() {
        return ended() && conclusion.equals("success");
    }

    Optional<Correlation> correlation() {
        return Correlation.in(title);
    }

    static Optional<Instant> time(JsonNode node) {
        try {
            return node.isTextual() ? Optional.of(Instant.parse(node.textValue())) : Optional.empty();
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
