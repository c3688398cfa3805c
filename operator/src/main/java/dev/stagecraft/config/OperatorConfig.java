package dev.stagecraft.config;

import java.util.Set;

/**
 * Everything that whoever runs the operator can set, one record a concern.
 *
 * @param insecureRegistries registries, {@code host} or {@code host:port}, that are spoken to in plain HTTP
 */
public record OperatorConfig(
        WatchSettings watch,
        HttpSettings http,
        LeaderElectionSettings leaderElection,
        CloudSettings cloud,
        Set<String> insecureRegistries,
        StepSettings steps,
        PollSettings polls,
        ThreadSettings threads,
        LogFormat logFormat) {
    public OperatorConfig {
        insecureRegistries = Set.copyOf(insecureRegistries);
    }
}
