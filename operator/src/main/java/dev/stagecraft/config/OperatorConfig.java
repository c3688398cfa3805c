package dev.stagecraft.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that whoever runs the operator can set, one record a concern.
 *
 * @param insecureRegistries registries, {@code host} or {@code host:port}, that are spoken to in plain HTTP
 * @param sqliteDirectory below which SQLite databases may lie; empty: none may
 * @param sourceDirectory in which commits are kept; empty: wherever temporary files go
 * @param builder of Jobs
 */
public record OperatorConfig(
        WatchSettings watch,
        HttpSettings http,
        LeaderElectionSettings leaderElection,
        CloudSettings cloud,
        Set<String> insecureRegistries,
        Optional<Path> sqliteDirectory,
        Optional<Path> sourceDirectory,
        BuilderSettings builder,
        StepSettings steps,
        PollSettings polls,
        ThreadSettings threads,
        LogFormat logFormat) {
    public OperatorConfig {
        insecureRegistries = Set.copyOf(insecureRegistries);
    }
}
