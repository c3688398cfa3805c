package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A phase with nothing to do, and why. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SkippedPhaseStatus(String phase, String reason) {
    public SkippedPhaseStatus {
        phase = Guard.text(phase);
        reason = Guard.text(reason);
    }
}
