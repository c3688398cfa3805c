package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy for one compose service. An empty {@code role} leaves the choice of hosts to the operator. {@code ports} and {@code
 * volumes} replace those of the compose file; there, an empty list is not the same as none.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceSpec(
        String role,
        @Nullable ServiceRollout rollout,
        @Nullable HealthCheck health,
        String mode,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> ports,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> volumes) {
    /** {@code mode} of a service that runs somewhere else. */
    public static final String EXTERNAL = "external";

    public ServiceSpec {
        role = Guard.text(role);
        mode = Guard.text(mode);
        ports = ports == null ? null : List.copyOf(ports);
        volumes = volumes == null ? null : List.copyOf(volumes);
    }

    /** Whether the service runs somewhere else, so that there is nothing to do for it here. */
    public boolean external() {
        return mode.equals(EXTERNAL);
    }

    /** {@code Rolling} unless the service says otherwise. */
    public String strategy() {
        return rollout == null ? ServiceRollout.ROLLING : rollout.strategy();
    }
}
