package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An HTTP request inside the host that must be answered with 2xx or 3xx before a container counts as healthy.
 * {@code port} is the container's.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HealthCheck(String path, int port) {
    public HealthCheck {
        path = Guard.text(path);
    }
}
