package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * An entry of {@code depends_on}.
 *
 * @param condition {@code service_started} where the file gives none
 * @param required false: Compose goes on without the service
 */
public record Dependency(String service, String condition, boolean required) {
    /** The container was started. */
    public static final String STARTED = "service_started";

    /** The container's health check passes. */
    public static final String HEALTHY = "service_healthy";

    /** The container ended with code 0. */
    public static final String COMPLETED = "service_completed_successfully";

    public Dependency {
        requireNonNull(service, "service");
        requireNonNull(condition, "condition");
    }

    static List<Dependency> read(JsonNode dependsOn) {
        if (dependsOn.isObject()) {
            return dependsOn
                    .propertyStream()
                    .map(entry -> new Dependency(
                            entry.getKey(),
                            entry.getValue().path("condition").asText(STARTED),
                            entry.getValue().path("required").asBoolean(true)))
                    .toList();
        }
        return dependsOn
                .valueStream()
                .map(name -> new Dependency(name.asText(), STARTED, true))
                .toList();
    }
}
