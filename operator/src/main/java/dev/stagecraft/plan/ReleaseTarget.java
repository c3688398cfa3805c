package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * What the hosts are to serve.
 *
 * @param kind whether a release is opened for it or exists
 * @param release for SERVE the release, for ROLLBACK the one that is served again, empty for DEPLOY
 * @param inputsHash the fingerprint of everything that makes the release what it is
 * @param services in start order
 * @param allAtOnce roles whose hosts are all changed in one batch (strategy Recreate)
 */
public record ReleaseTarget(
        Kind kind,
        Optional<String> release,
        String version,
        String inputsHash,
        List<ServiceTarget> services,
        List<String> allAtOnce) {

    /** How the target comes to be served. */
    public enum Kind {
        DEPLOY,
        ROLLBACK,
        SERVE
    }

    public ReleaseTarget {
        services = List.copyOf(services);
        allAtOnce = List.copyOf(allAtOnce);
    }

    /** Roles in the order in which their services start. */
    public List<String> roles() {
        return services.stream().map(ServiceTarget::role).distinct().toList();
    }

    /** The services of a role, in start order. */
    public List<ServiceTarget> of(String role) {
        return services.stream().filter(service -> service.role().equals(role)).toList();
    }
}
