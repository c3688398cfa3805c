package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Where migrations are: exactly one of the three is set. {@code path} is relative to the root of {@code source.git}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationSource(
        @Nullable NameRef configMapRef,
        String path,
        @Nullable MigrationImage image) {
    public MigrationSource {
        path = Guard.text(path);
    }
}
