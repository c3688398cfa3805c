package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** The application. {@code registry} is the prefix, host and path, under which its images are pushed and found. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProjectSpec(String name, String registry) {
    public ProjectSpec {
        name = Guard.text(name);
        registry = Guard.text(registry);
    }
}
