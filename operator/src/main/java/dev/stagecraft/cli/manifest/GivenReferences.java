package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.KeyRef;
import dev.stagecraft.api.v1alpha1.NameRef;
import dev.stagecraft.api.v1alpha1.ProjectSpec;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.compose.HostPower;
import dev.stagecraft.secret.Secret;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes every Secret that a resource names as given, with values that stand for those nobody has here, and the Namespace as one
 * that allows what is asked for; remembers what it was asked for. There is no ConfigMap.
 */
public final class GivenReferences implements References {
    private static final String VALUE = "placeholder";
    private static final Secret PLACEHOLDER = Secret.of(VALUE);

    private static final Secret LOGIN = Secret.of(
            "{\"auths\":{\"placeholder.invalid\":{\"username\":\"placeholder\",\"password\":\"placeholder\"}}}");

    /** A key that nobody has the other half of. */
    private static final Secret HOST_KEY =
            Secret.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g");

    private final StagecraftSpec spec;
    private final JsonNode tree;
    private final Set<String> variables;
    private final String database;
    private final SortedSet<String> secrets = new TreeSet<>();
    private boolean namespace;

    /**
     * @param tree the same resource as it was written
     * @param variables that must come from a Secret, as nothing else gives them
     * @param database the scheme of connection strings
     */
    public GivenReferences(Stagecraft resource, JsonNode tree, Set<String> variables, String database) {
        this.spec = resource.getSpec();
        this.tree = tree;
        this.variables = Set.copyOf(variables);
        this.database = database;
    }

    /** The names of the Secrets that were taken as given. */
    public SortedSet<String> secrets() {
        return Collections.unmodifiableSortedSet(secrets);
    }

    /** Whether the Namespace was taken to allow power over hosts. */
    public boolean namespace() {
        return namespace;
    }

    @Override
    public Optional<Map<String, Secret>> secret(String in, String name) {
        if (!name.isEmpty()) {
            secrets.add(name);
        }
        var values = new TreeMap<String, Secret>();
        named(tree, "", name, values);
        key(spec.ssh().keySecretRef(), name, "ssh-privatekey", PLACEHOLDER, values);
        var login = Optional.ofNullable(spec.project()).map(ProjectSpec::registrySecretRef);
        if (login.map(NameRef::name).equals(Optional.of(name))) {
            values.put(".dockerconfigjson", LOGIN);
        }
        var url = Secret.of(database + "://placeholder:placeholder@placeholder.invalid/placeholder");
        spec.databases().values().forEach(found -> {
            var connection = found.connection();
            key(connection == null ? null : connection.secretRef(), name, "url", url, values);
        });
        environment(name, values);
        git(name, values);
        return Optional.of(values);
    }

    private static void key(
            @Nullable KeyRef ref, String name, String otherwise, Secret value, Map<String, Secret> values) {
        if (ref != null && ref.name().equals(name)) {
            values.put(ref.key().isEmpty() ? otherwise : ref.key(), value);
        }
    }

    private void environment(String name, Map<String, Secret> values) {
        for (var source : spec.envFrom()) {
            var ref = source.secretRef();
            if (ref != null && ref.name().equals(name)) {
                if (ref.key().isEmpty()) {
                    variables.forEach(variable -> values.putIfAbsent(variable, PLACEHOLDER));
                } else {
                    values.put(
                            ref.key(),
                            Secret.of(variables.stream()
                                    .sorted()
                                    .map(variable -> variable + "=" + VALUE + "\n")
                                    .collect(Collectors.joining("", "# taken as given\n", ""))));
                }
            }
        }
    }

    private void git(String name, Map<String, Secret> values) {
        var git = spec.source() == null ? null : spec.source().git();
        var credentials = git == null ? null : git.credentials();
        if (git == null || credentials == null || !credentials.name().equals(name)) {
            return;
        }
        if (git.url().startsWith("http")) {
            values.put("username", PLACEHOLDER);
            values.put("password", PLACEHOLDER);
        } else {
            values.put("ssh-privatekey", PLACEHOLDER);
        }
    }

    /** Providers name Secrets anywhere in their configuration: by a name and a key. */
    private static void named(JsonNode node, String field, String name, Map<String, Secret> values) {
        if (node.path("name").asText("").equals(name) && node.path("key").isTextual()) {
            values.put(node.path("key").asText(), field.startsWith("hostKey") ? HOST_KEY : PLACEHOLDER);
        }
        node.properties().forEach(entry -> named(entry.getValue(), entry.getKey(), name, values));
        if (node.isArray()) {
            node.forEach(item -> named(item, field, name, values));
        }
    }

    @Override
    public Optional<Map<String, String>> configMap(String in, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String in, String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> namespaceAnnotation(String in, String name) {
        namespace = true;
        return Optional.of(
                Arrays.stream(HostPower.values()).map(HostPower::label).collect(Collectors.joining(",")));
    }
}
