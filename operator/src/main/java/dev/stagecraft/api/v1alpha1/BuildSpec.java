package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the images of the services that backend and frontend claim are built. {@code executor} is {@code job}, {@code host} or the id
 * of a CI provider, whose configuration is under {@code providers}; {@code role} is that of the hosts that build.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BuildSpec(
        String executor,
        String role,
        List<String> platforms,
        String timeout,
        BuildResources resources,
        Map<String, JsonNode> providers) {
    public static final String JOB = "job";
    public static final String HOST = "host";
    public static final BuildSpec DEFAULT = new BuildSpec("", "", List.of(), "", BuildResources.NONE, Map.of());

    private static final Duration USUAL = Duration.ofMinutes(30);

    public BuildSpec {
        executor = Guard.text(executor, JOB);
        role = Guard.text(role);
        platforms = Guard.list(platforms).isEmpty() ? List.of("linux/amd64") : Guard.list(platforms);
        timeout = Guard.text(timeout, "30m");
        resources = resources == null ? BuildResources.NONE : resources;
        providers = Guard.map(providers);
    }

    /** How long a build may take. */
    public Duration limit() {
        return Durations.parse(timeout, USUAL);
    }

    /** The configuration of the CI provider that builds; empty when there is none. */
    public Optional<JsonNode> config() {
        return Optional.ofNullable(providers.get(executor));
    }
}
