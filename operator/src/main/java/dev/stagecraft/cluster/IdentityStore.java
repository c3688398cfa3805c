package dev.stagecraft.cluster;

import java.util.Collection;
import java.util.function.Supplier;

/** Keeps the identity of a resource in a Secret that the resource owns. */
public interface IdentityStore {
    /**
     * The identity with a key for each of those hosts; what is missing is generated and durable before this returns.
     *
     * @throws IdentityConflict when a Secret of that name belongs to somebody else
     */
    Identity ensure(ResourceRef resource, Collection<String> hosts, Supplier<Identity.HostKey> newHostKey);
}
