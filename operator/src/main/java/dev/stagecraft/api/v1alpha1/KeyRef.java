package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One key of a Secret or ConfigMap of the same namespace; which of the two, the field that holds the reference
 * says.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyRef(String name, String key) {
    public KeyRef {
        name = Guard.text(name);
        key = Guard.text(key);
    }
}
