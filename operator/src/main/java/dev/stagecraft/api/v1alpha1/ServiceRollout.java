package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a new version of a service replaces the old: {@code Rolling} one after the other, {@code Recreate} stop
 * first, {@code Manual} never by a release.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceRollout(String strategy) {
    public static final String ROLLING = "Rolling";
    public static final String RECREATE = "Recreate";
    public static final String MANUAL = "Manual";

    public ServiceRollout {
        strategy = Guard.text(strategy, ROLLING);
    }
}
