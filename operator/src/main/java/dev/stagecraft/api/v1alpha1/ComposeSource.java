package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the compose file is: exactly one of {@code inline}, {@code configMapRef} and {@code path} is set. {@code path} is relative to
 * the root of {@code source.git}. {@code overrides} are further files of the same place, each put over those before it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ComposeSource(
        String inline, @Nullable KeyRef configMapRef, String path, List<String> overrides, List<String> profiles) {
    public ComposeSource {
        inline = Guard.text(inline);
        path = Guard.text(path);
        overrides = Guard.list(overrides);
        profiles = Guard.list(profiles);
    }
}
