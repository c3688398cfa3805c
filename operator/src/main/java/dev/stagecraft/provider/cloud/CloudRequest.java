package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * One request that was made to a cloud, for metrics: every member has few values and none comes from a tenant.
 *
 * @param endpoint method and path without ids or query, such as {@code GET /v2/droplets/{id}}
 * @param code the HTTP status, or a {@link CloudException.Code} where there was no answer
 * @param remaining requests left in the hour by the cloud's own count, if it said
 */
public record CloudRequest(String provider, String endpoint, String code, Duration took, OptionalInt remaining) {
    public CloudRequest {
        requireNonNull(provider, "provider");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(code, "code");
        requireNonNull(took, "took");
        requireNonNull(remaining, "remaining");
    }
}
