package dev.stagecraft.cli.manifest;

import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;

/** A cluster with nothing in it. */
final class NoReferences implements References {
    @Override
    public Optional<Map<String, Secret>> secret(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> namespaceAnnotation(String namespace, String name) {
        return Optional.empty();
    }
}
