package dev.stagecraft.config;

import java.util.Optional;

/**
 * Whether replicas take turns, and by which lease.
 *
 * @param leaseNamespace empty: the namespace that the operator runs in
 * @param identity must differ between replicas; empty: a random one at each start
 */
public record LeaderElectionSettings(
        boolean enabled, String leaseName, Optional<String> leaseNamespace, Optional<String> identity) {}
