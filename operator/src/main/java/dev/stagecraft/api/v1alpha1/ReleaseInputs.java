package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to serve a release again: the rendered compose file of each role, each service's image by
 * digest and policy, the environment, and the commit that it was made from. Services in {@code unbuilt} have no digest yet: as
 * long as there are any, the inputs may be completed.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseInputs(
        List<String> roles,
        Map<String, String> composeByRole,
        Map<String, String> images,
        Map<String, ServiceSpec> services,
        @Nullable ReleaseEnv env,
        @Nullable SourceStatus source,
        List<String> unbuilt) {
    /** Nothing to serve. */
    public static final ReleaseInputs EMPTY =
            new ReleaseInputs(List.of(), Map.of(), Map.of(), Map.of(), null, null, List.of());

    public ReleaseInputs {
        roles = Guard.list(roles);
        composeByRole = Guard.map(composeByRole);
        images = Guard.map(images);
        services = Guard.map(services);
        unbuilt = Guard.list(unbuilt);
    }
}
