package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** One difference between a host and the release it should run. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftItem(String target, String kind, String message) {
    public DriftItem {
        target = Guard.text(target);
        kind = Guard.text(kind);
        message = Guard.text(message);
    }
}
