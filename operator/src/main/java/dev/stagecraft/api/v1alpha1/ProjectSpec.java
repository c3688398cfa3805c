package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The application. {@code registry} is the prefix, host and path, under which its images are pushed and found; {@code
 * registrySecretRef} names a Secret of the type {@code kubernetes.io/dockerconfigjson}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProjectSpec(
        String name, String registry, @Nullable NameRef registrySecretRef) {
    public ProjectSpec {
        name = Guard.text(name);
        registry = Guard.text(registry);
    }
}
