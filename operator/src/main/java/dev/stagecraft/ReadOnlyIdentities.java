package dev.stagecraft;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ResourceRef;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the operator keeps of a resource, without adding to it: a key that the operator did not make would give images other names
 * than a release does.
 */
record ReadOnlyIdentities(References references, IdentityStore store) implements IdentityStore {
    @Override
    public Identity ensure(ResourceRef resource, Collection<String> hosts, Supplier<Identity.HostKey> newHostKey) {
        if (references
                .secret(resource.namespace(), "stc-" + resource.name())
                .filter(values -> values.containsKey("fingerprint.key"))
                .isEmpty()) {
            throw CommandFailure.of("The operator has not looked at " + resource.name()
                    + " yet, so nobody knows what its images are called; stagecraft status " + resource.name()
                    + " tells why.");
        }
        return store.ensure(resource, List.of(), newHostKey);
    }
}
