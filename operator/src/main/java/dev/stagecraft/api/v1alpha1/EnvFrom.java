package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables from one place: exactly one of the three is set. All keys of a Secret or ConfigMap as they stand, or with
 * {@code key} the dotenv file under it, or the dotenv file at a path in the source. Later entries win.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record EnvFrom(@Nullable KeyRef secretRef, @Nullable KeyRef configMapRef, String path) {
    public EnvFrom {
        path = Guard.text(path);
    }
}
