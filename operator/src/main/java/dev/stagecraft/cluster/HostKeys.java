package dev.stagecraft.cluster;

import java.util.Map;

/** The public halves of the SSH identities that the operator gave a resource's hosts; for those who connect and make nothing. */
@FunctionalInterface
public interface HostKeys {
    /**
     * By host, a line as in known_hosts; empty as long as there are none. Changes nothing.
     *
     * @throws IdentityConflict when a Secret of that name belongs to somebody else
     */
    Map<String, String> of(ResourceRef resource);
}
