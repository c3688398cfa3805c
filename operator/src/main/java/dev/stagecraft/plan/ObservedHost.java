package dev.stagecraft.plan;

import java.util.Optional;

/**
 * A host as it was found: from the cloud's list, the resource's status, or both.
 *
 * @param formerRole whose services may still run here, because the host was given another role and does not serve it yet
 * @param machineId the provider's id; empty while a create is under way or for a machine that is gone
 * @param protect as the resource last declared it, so that it still holds after the declaration is removed
 * @param bootstrapped whether Docker and Compose were found usable and the host was claimed
 * @param release the release that the host was brought to and that passed its health check
 */
public record ObservedHost(
        String name,
        String role,
        Optional<String> formerRole,
        Optional<String> machineId,
        Optional<String> size,
        Optional<String> region,
        Optional<String> image,
        boolean protect,
        boolean bootstrapped,
        Optional<String> release) {

    /** The role whose services run here, as far as any do. */
    public String servedRole() {
        return formerRole.orElse(role);
    }

    /** Whether the containers of a release are here. */
    public boolean servesAnything() {
        return release.isPresent() || formerRole.isPresent();
    }

    /** Whether a machine stands behind the name. */
    public boolean exists() {
        return machineId.isPresent();
    }
}
