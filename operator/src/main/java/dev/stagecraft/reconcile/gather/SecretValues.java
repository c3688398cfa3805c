package dev.stagecraft.reconcile.gather;

import dev.stagecraft.cluster.References;
import dev.stagecraft.secret.Secret;

/** Reads one value of a Secret, or says which part of the reference leads nowhere. */
final class SecretValues {
    private SecretValues() {}

    static Secret read(References references, String namespace, String name, String key, String path) {
        var values = references
                .secret(namespace, name)
                .orElseThrow(() -> Rejected.at(
                        "ReferenceNotFound",
                        path,
                        "there is no Secret " + name + " in namespace " + namespace + " that the operator may read"));
        var value = values.get(key);
        if (value == null || value.isEmpty()) {
            throw Rejected.at("ReferenceNotFound", path + ".key", "Secret " + name + " has no value under key " + key);
        }
        return value;
    }
}
