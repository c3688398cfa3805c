package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a hook of a release ended. {@code outcome} is {@code Succeeded}, {@code Failed}, {@code TimedOut} or {@code Skipped};
 * {@code exitCode} is absent where the command did not end by itself.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseHook(
        String name,
        String outcome,
        @Nullable Integer exitCode,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant finishedAt,

        String message) {
    public ReleaseHook {
        name = Guard.text(name);
        outcome = Guard.text(outcome);
        message = Guard.text(message);
    }
}
