package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/**
 * How a release moves over the hosts. {@code batch} is the number of hosts of a role at a time; {@code onFailure}
 * is {@code RollbackAll} or {@code Halt}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record RolloutSpec(Integer batch, String healthTimeout, String drainTimeout, String onFailure) {
    public static final RolloutSpec DEFAULT = new RolloutSpec(1, "", "", "");

    public RolloutSpec {
        batch = batch == null ? 1 : batch;
        healthTimeout = Guard.text(healthTimeout, "2m");
        drainTimeout = Guard.text(drainTimeout, "30s");
        onFailure = Guard.text(onFailure, "RollbackAll");
    }

    public Duration healthWait() {
        return Durations.parse(healthTimeout, Duration.ofMinutes(2));
    }

    public Duration drainWait() {
        return Durations.parse(drainTimeout, Duration.ofSeconds(30));
    }
}
