package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;

/**
 * A command that a release runs once, in a container of the new image of a service. {@code when} is {@code before} or {@code
 * after} the phase, or {@code failure} of it, of any one where none is named; {@code onFailure} is {@code Fail} or {@code
 * Continue}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HookSpec(
        String name,
        String when,
        String phase,
        String service,
        List<String> command,
        String timeout,
        String onFailure) {
    /** A hook that is recorded when it fails, and keeps nothing from going on. */
    public static final String CONTINUE = "Continue";

    public HookSpec {
        name = Guard.text(name);
        when = Guard.text(when);
        phase = Guard.text(phase);
        service = Guard.text(service);
        command = Guard.list(command);
        timeout = Guard.text(timeout, "5m");
        onFailure = Guard.text(onFailure, "Fail");
    }

    /** How long the command may run. */
    public Duration limit() {
        return Durations.parse(timeout, Duration.ofMinutes(5));
    }
}
