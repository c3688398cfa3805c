package dev.stagecraft.http;

import java.util.List;
import java.util.function.Supplier;

/**
 * What the server serves.
 *
 * @param liveness fails only for what a restart cures; an outage of the API server is not that
 * @param readiness fails for whatever keeps the operator from doing its work now
 * @param metrics the exposition text, made anew for each scrape
 */
public record Endpoints(List<HealthCheck> liveness, List<HealthCheck> readiness, Supplier<String> metrics) {
    public Endpoints {
        liveness = List.copyOf(liveness);
        readiness = List.copyOf(readiness);
    }
}
