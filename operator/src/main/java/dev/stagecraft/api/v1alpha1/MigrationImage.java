package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A directory in the image of a service of the compose file; {@code path} is absolute. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationImage(String service, String path) {
    public MigrationImage {
        service = Guard.text(service);
        path = Guard.text(path);
    }
}
