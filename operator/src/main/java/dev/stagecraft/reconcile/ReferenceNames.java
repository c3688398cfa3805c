package dev.stagecraft.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        if (spec.project() != null && spec.project().registrySecretRef() != null) {
            names.add(key(SECRET, namespace, spec.project().registrySecretRef().name()));
        }
        databases(spec).forEach(name -> names.add(name.in(namespace)));
        configs(spec).forEach(config -> named(config).forEach(name -> names.add(key(SECRET, namespace, name))));
        return names;
    }

    /** What providers alone understand. */
    private static List<JsonNode> configs(StagecraftSpec spec) {
        var configs = new ArrayList<>(spec.build().providers().values());
        Optional.ofNullable(spec.cloud()).flatMap(cloud -> cloud.config()).ifPresent(configs::add);
        Stream.of(Optional.ofNullable(spec.backend()), Optional.ofNullable(spec.frontend()))
                .flatMap(Optional::stream)
                .flatMap(selection -> selection.config().stream())
                .forEach(configs::add);
        return configs;
    }

    private record Named(String kind, String name) {
        String in(String namespace) {
            return key(kind, namespace, name);
        }
    }

    private static List<Named> databases(StagecraftSpec spec) {
        var names = new ArrayList<Named>();
        for (var database : spec.databases().values()) {
            if (database.connection() != null && database.connection().secretRef() != null) {
                names.add(new Named(SECRET, database.connection().secretRef().name()));
            }
            var migrations = database.migrations();
            var source = migrations == null ? null : migrations.source();
            if (source != null && source.configMapRef() != null) {
                names.add(new Named(CONFIG_MAP, source.configMapRef().name()));
            }
        }
        var git = spec.source() == null ? null : spec.source().git();
        if (git != null && git.credentials() != null) {
            names.add(new Named(SECRET, git.credentials().name()));
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
