package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The Secret that holds the environment of a release. {@code fingerprint} tells two apart without telling their
 * values.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseEnv(String secretName, String fingerprint, List<String> keys) {
    public ReleaseEnv {
        secretName = Guard.text(secretName);
        fingerprint = Guard.text(fingerprint);
        keys = Guard.list(keys);
    }
}
