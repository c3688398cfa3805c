package dev.stagecraft.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.ArrayList;
import java.util.List;

/** The Secrets and ConfigMaps that a resource refers to, as index keys. */
final class ReferenceNames {
    static final String SECRET = "secret";
    static final String CONFIG_MAP = "configmap";

    private ReferenceNames() {}

    static String key(String kind, String namespace, String name) {
        return kind + '/' + namespace + '/' + name;
    }

    static List<String> of(Stagecraft resource) {
        var names = new ArrayList<String>();
        var namespace = resource.getMetadata().getNamespace();
        var spec = resource.getSpec();
        for (var source : spec.envFrom()) {
            if (source.secretRef() != null) {
                names.add(key(SECRET, namespace, source.secretRef().name()));
            }
            if (source.configMapRef() != null) {
                names.add(key(CONFIG_MAP, namespace, source.configMapRef().name()));
            }
        }
        if (spec.compose() != null && spec.compose().configMapRef() != null) {
            names.add(key(CONFIG_MAP, namespace, spec.compose().configMapRef().name()));
        }
        if (spec.ssh().keySecretRef() != null) {
            names.add(key(SECRET, namespace, spec.ssh().keySecretRef().name()));
        }
        if (spec.cloud() != null) {
            spec.cloud()
                    .config()
                    .ifPresent(config -> named(config).forEach(name -> names.add(key(SECRET, namespace, name))));
        }
        return names;
    }

    /** Providers name their Secrets in objects with a name and a key, whatever the field is called. */
    private static List<String> named(JsonNode config) {
        var names = new ArrayList<String>();
        for (var child : config) {
            if (child.isObject()
                    && child.path("name").isTextual()
                    && child.path("key").isTextual()) {
                names.add(child.path("name").asText());
            } else if (child.isContainerNode()) {
                names.addAll(named(child));
            }
        }
        return names;
    }
}
