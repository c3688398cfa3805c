package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where the compose file is: exactly one of the three is set. {@code path} is relative to the root of {@code
 * source.git}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ComposeSource(String inline, @Nullable KeyRef configMapRef, String path) {
    public ComposeSource {
        inline = Guard.text(inline);
        path = Guard.text(path);
    }
}
