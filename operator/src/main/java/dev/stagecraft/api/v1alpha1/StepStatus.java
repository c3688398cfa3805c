package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan. {@code state} is {@code pending}, {@code running}, {@code completed}, {@code failed} or
 * {@code skipped}; {@code attempt} counts from one once it has run.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StepStatus(
        String id,
        String kind,
        String phase,
        String target,
        String description,
        String risk,
        String riskReason,
        List<String> dependsOn,
        String state,
        int attempt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant startedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant finishedAt,

        String reason,
        String message,
        Map<String, String> inputs) {
    public StepStatus {
        inputs = Guard.map(inputs);
        id = Guard.text(id);
        kind = Guard.text(kind);
        phase = Guard.text(phase);
        target = Guard.text(target);
        description = Guard.text(description);
        risk = Guard.text(risk);
        riskReason = Guard.text(riskReason);
        dependsOn = Guard.list(dependsOn);
        state = Guard.text(state, "pending");
        reason = Guard.text(reason);
        message = Guard.text(message);
    }
}
