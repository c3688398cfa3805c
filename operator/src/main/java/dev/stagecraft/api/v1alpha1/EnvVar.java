package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A plain environment variable of the application; what is secret belongs in {@link EnvFrom}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvVar(String name, String value) {
    public EnvVar {
        name = Guard.text(name);
        value = Guard.text(value);
    }
}
