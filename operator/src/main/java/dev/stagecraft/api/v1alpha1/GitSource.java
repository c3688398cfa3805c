package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A Git repository. {@code ref} is a branch, tag or commit; {@code credentials} names a Secret with {@code
 * username} and {@code password}, or {@code ssh-privatekey}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record GitSource(String url, String ref, @Nullable NameRef credentials) {
    public GitSource {
        url = Guard.text(url);
        ref = Guard.text(ref);
    }
}
