package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One release in the short ring of the status. {@code type} is {@code Deploy} or {@code Rollback}; {@code state}
 * is {@code Running}, {@code Succeeded}, {@code Failed}, {@code Superseded} or {@code RolledBack}; {@code images}
 * maps a service to its image by digest.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseSummary(
        String id,
        long revision,
        String type,
        String version,
        String previousId,
        String rollbackOf,
        String state,
        String planId,
        String specHash,
        String inputsHash,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant finishedAt,

        String reason,
        String message,
        List<PhaseStatus> phases,
        Map<String, String> images,
        Map<String, ReleaseDatabase> databases,
        List<ReleaseHook> hooks) {
    public ReleaseSummary {
        databases = Guard.map(databases);
        hooks = Guard.list(hooks);
        id = Guard.text(id);
        type = Guard.text(type);
        version = Guard.text(version);
        previousId = Guard.text(previousId);
        rollbackOf = Guard.text(rollbackOf);
        state = Guard.text(state);
        planId = Guard.text(planId);
        specHash = Guard.text(specHash);
        inputsHash = Guard.text(inputsHash);
        reason = Guard.text(reason);
        message = Guard.text(message);
        phases = Guard.list(phases);
        images = Guard.map(images);
    }
}
