package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a release was made from. {@code revision} counts up without gaps; {@code stagecraft} is the name of the
 * resource it belongs to.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseSpec(
        String stagecraft,
        long revision,
        String type,
        String version,
        String environment,
        String project,
        String previousId,
        String rollbackOf,
        String specHash,
        String inputsHash,
        String planId,

        @Nullable ReleaseHold hold,

        ReleaseInputs inputs) {
    /** What is left of a record that could not be read. */
    public static final ReleaseSpec EMPTY =
            new ReleaseSpec("", 0L, "Deploy", "", "", "", "", "", "", "", "", null, ReleaseInputs.EMPTY);

    public ReleaseSpec {
        stagecraft = Guard.text(stagecraft);
        type = Guard.text(type, "Deploy");
        version = Guard.text(version);
        environment = Guard.text(environment);
        project = Guard.text(project);
        previousId = Guard.text(previousId);
        rollbackOf = Guard.text(rollbackOf);
        specHash = Guard.text(specHash);
        inputsHash = Guard.text(inputsHash);
        planId = Guard.text(planId);
        inputs = inputs == null ? ReleaseInputs.EMPTY : inputs;
    }
}
