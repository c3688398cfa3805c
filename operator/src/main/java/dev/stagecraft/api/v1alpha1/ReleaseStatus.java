package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a release goes or went; the words are those of {@link ReleaseSummary}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseStatus(
        String state,
        List<PhaseStatus> phases,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant finishedAt,

        String reason,
        String message,
        Map<String, ReleaseDatabase> databases,
        List<ReleaseHook> hooks) {
    /** A release that has not begun. */
    public static final ReleaseStatus EMPTY = new ReleaseStatus("", List.of(), null, null, "", "", Map.of(), List.of());

    public ReleaseStatus {
        databases = Guard.map(databases);
        hooks = Guard.list(hooks);
        state = Guard.text(state);
        phases = Guard.list(phases);
        reason = Guard.text(reason);
        message = Guard.text(message);
    }
}
