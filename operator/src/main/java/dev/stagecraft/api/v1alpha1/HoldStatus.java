package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A rollback that holds: while the spec hashes to {@code against}, the release {@code serving} is served. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HoldStatus(
        String against,
        String serving,
        String reason,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant since) {
    public HoldStatus {
        against = Guard.text(against);
        serving = Guard.text(serving);
        reason = Guard.text(reason);
    }
}
