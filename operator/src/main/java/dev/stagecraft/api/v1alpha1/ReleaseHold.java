package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** What a rollback holds against, kept with it so that a lost status does not lose the hold: see {@link HoldStatus}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseHold(String against, String reason) {
    public ReleaseHold {
        against = Guard.text(against);
        reason = Guard.text(reason);
    }
}
