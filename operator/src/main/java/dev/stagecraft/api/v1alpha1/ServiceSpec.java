package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The policy for one compose service. An empty {@code role} leaves the choice of hosts to the operator. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceSpec(
        String role,
        @Nullable ServiceRollout rollout,
        @Nullable HealthCheck health) {
    public ServiceSpec {
        role = Guard.text(role);
    }

    /** {@code Rolling} unless the service says otherwise. */
    public String strategy() {
        return rollout == null ? ServiceRollout.ROLLING : rollout.strategy();
    }
}
