package dev.stagecraft.cluster;

import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;

/** Reads what a resource refers to, only ever in the resource's own namespace, and the namespace itself. Throws what the API client throws. */
public interface References {
    /** The values of a Secret; empty when there is none, or none that may be read. */
    Optional<Map<String, Secret>> secret(String namespace, String name);

    /** The values of a ConfigMap; empty when there is none, or none that may be read. */
    Optional<Map<String, String>> configMap(String namespace, String name);

    /** The same as files: those that the ConfigMap holds as bytes are there, too, without a text if they are not UTF-8. */
    Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name);

    /** An annotation of the namespace itself; empty when it has none of that name. */
    Optional<String> namespaceAnnotation(String namespace, String name);
}
