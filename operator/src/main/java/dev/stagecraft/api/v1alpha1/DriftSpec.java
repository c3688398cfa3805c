package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;

/** What to do when hosts differ from the release: {@code Detect} reports it, {@code Correct} repairs it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DriftSpec(String policy, String interval) {
    public static final DriftSpec DEFAULT = new DriftSpec("", "");

    public DriftSpec {
        policy = Guard.text(policy, "Detect");
        interval = Guard.text(interval, "5m");
    }

    public Duration every() {
        return Durations.parse(interval, Duration.ofMinutes(5));
    }
}
