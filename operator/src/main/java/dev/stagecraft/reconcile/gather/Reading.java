package dev.stagecraft.reconcile.gather;

import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what one resource refers to, says what is missing by the path that names it, and remembers every secret it saw. */
final class Reading {
    private final References references;
    private final String namespace;
    private final Set<Secret> seen = new HashSet<>();

    Reading(References references, String namespace) {
        this.references = references;
        this.namespace = namespace;
    }

    /** The values of a Secret. */
    Map<String, Secret> secret(String name, String path) {
        var values = allowed("secrets", "Secret " + name, path, () -> references.secret(namespace, name));
        seen.addAll(values.values());
        return values;
    }

    /** One value of a Secret, which must not be empty. */
    Secret secret(String name, String key, String path) {
        var value = secret(name, path).get(key);
        if (value == null || value.isEmpty()) {
            throw Rejected.at("ReferenceNotFound", path + ".key", "Secret " + name + " has no value under key " + key);
        }
        return value;
    }

    /** The values of a ConfigMap. */
    Map<String, String> configMap(String name, String path) {
        return allowed("configmaps", "ConfigMap " + name, path, () -> references.configMap(namespace, name));
    }

    /** The values of a ConfigMap as files, those that are no text included. */
    Map<String, Optional<String>> configMapFiles(String name, String path) {
        return allowed("configmaps", "ConfigMap " + name, path, () -> references.configMapFiles(namespace, name));
    }

    /**
     * An annotation of the namespace itself; empty also where the operator may not read it, as what is not known to be allowed is
     * not.
     */
    Optional<String> namespaceAnnotation(String name) {
        try {
            return references.namespaceAnnotation(namespace, name);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** Also what is only a part of what was read must not be shown. */
    void conceal(Collection<Secret> parts) {
        seen.addAll(parts);
    }

    /** Every secret that was read so far. */
    Set<Secret> seen() {
        return Set.copyOf(seen);
    }

    private <T> T allowed(String kind, String what, String path, Supplier<Optional<T>> read) {
        try {
            return read.get()
                    .orElseThrow(() -> Rejected.at(
                            "ReferenceNotFound", path, "there is no " + what + " in namespace " + namespace));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            throw Rejected.at(
                    "ReferenceForbidden",
                    path,
                    "the operator may not read " + what + " in namespace " + namespace
                            + "; give its service account the verb get on " + kind + " there");
        }
    }
}
