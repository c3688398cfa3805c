package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.References;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers a resource with one borrowed host without a cluster: what it refers to is given as maps. */
public final class Gathering implements References {
    private static final HostIdentity KEY = HostIdentity.generate(new SecureRandom());

    private final Map<String, Map<String, String>> secrets = new TreeMap<>();
    private final Map<String, Map<String, String>> configMaps = new TreeMap<>();

    private final Set<String> binary = new TreeSet<>();
    private final Map<String, String> annotations = new TreeMap<>();
    private final LiveSecrets live = new LiveSecrets();
    private boolean namespaceIsForbidden;
    private Sources sources = (resource, location, occasion) -> new Sources.Answer.Pending();

    public Gathering() {
        secrets.put("ssh", Map.of("ssh-privatekey", KEY.privateKey().reveal()));
    }

    /** A client key that is one. */
    public static Secret clientKey() {
        return KEY.privateKey();
    }

    /** The identity of the borrowed host. */
    public static String hostKey() {
        return KEY.publicKey();
    }

    public Gathering withSecret(String name, Map<String, String> values) {
        secrets.put(name, values);
        return this;
    }

    public Gathering withConfigMap(String name, Map<String, String> values) {
        configMaps.put(name, values);
        return this;
    }

    /** What is read from Git. */
    public Gathering withSources(Sources answering) {
        sources = answering;
        return this;
    }

    /** The namespace has that annotation. */
    public Gathering withAnnotation(String name, String value) {
        annotations.put(name, value);
        return this;
    }

    /** Nobody may read the namespace. */
    public Gathering withForbiddenNamespace() {
        namespaceIsForbidden = true;
        return this;
    }

    /** Every ConfigMap has a file that is no text under this key. */
    public Gathering withBinary(String key) {
        binary.add(key);
        return this;
    }

    /** Knows what was read, for the log. */
    public Sanitizer sanitizer() {
        return live.sanitizer();
    }

    /**
     * What comes of it.
     *
     * @param services below the key of that name, in flow style
     * @param spec further fields, indented by two
     */
    public GatherResult gather(String services, String spec) {
        return gather(yaml(services, spec));
    }

    /** The resource that {@link #gather(String, String)} gathers. */
    public static Stagecraft resource(String services, String spec) {
        return read(yaml(services, spec));
    }

    private static Stagecraft read(String yaml) {
        return Serialization.unmarshal(yaml, Stagecraft.class);
    }

    private static String yaml(String services, String spec) {
        var others = spec.startsWith("  project:") ? spec.substring(spec.indexOf('\n') + 1) : spec;
        var project = spec.startsWith("  project:")
                ? spec.substring(0, spec.indexOf('\n')).strip()
                : "project: {name: shop, registry: registry.example.com/acme}";
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop, namespace: shop, uid: uid-1}
                spec:
                  %s
                  environment: prod
                  version: v1
                  compose:
                    inline: |
                      services: {%s}
                  cloud: {provider: static, providers: {static: {hosts: {app: {address: 203.0.113.7, hostKey: "%s"}}}}}
                  hosts: [{name: app, role: app}]
                  ssh: {keySecretRef: {name: ssh}}
                """.formatted(project, services, KEY.publicKey()) + others;
    }

    private GatherResult gather(String yaml) {
        return gatherer().gather(read(yaml), Sources.Known.NOTHING);
    }

    /** Over what is given here. */
    public Gatherer gatherer() {
        return new Gatherer(
                this,
                (owner, hosts, newKey) -> new Identity(Secret.of("fingerprint-key"), Map.of()),
                () -> new Identity.HostKey(KEY.publicKey(), KEY.privateKey()),
                new Providers(
                        ProviderRegistry.load("cloud", CloudProvider.class),
                        ProviderRegistry.load("migration engine", MigrationEngine.class),
                        ProviderRegistry.load("secrets", SecretsProvider.class),
                        new AppProviders(
                                ProviderRegistry.load("backend", BackendProvider.class),
                                ProviderRegistry.load("frontend", FrontendProvider.class)),
                        new CiBuilders(ProviderRegistry.load("CI", CiProvider.class))),
                sources,
                live);
    }

    /** As {@link #gather}, when nothing is wrong. */
    public Gathered complete(String services, String spec) {
        return complete(gather(services, spec));
    }

    /** What comes of that manifest, when nothing is wrong. */
    public Gathered manifest(String yaml) {
        return complete(gather(yaml));
    }

    private static Gathered complete(GatherResult result) {
        return switch (result) {
            case GatherResult.Complete(var gathered) -> gathered;
            case GatherResult.Refused(var finding) -> throw new AssertionError(finding.toString());
            case GatherResult.Troubled(var finding) -> throw new AssertionError(finding.toString());
            case GatherResult.SourceAway(var finding, var passing) -> throw new AssertionError(finding.toString());
            case GatherResult.Pending() -> throw new AssertionError("pending");
        };
    }

    /** As {@link #gather}, when something is: reason, path and message in one text. */
    public String refused(String services, String spec) {
        return refused(gather(services, spec));
    }

    /** The same of that manifest. */
    public String refusedManifest(String yaml) {
        return refused(gather(yaml));
    }

    private static String refused(GatherResult result) {
        return switch (result) {
            case GatherResult.Complete(var gathered) -> throw new AssertionError("accepted");
            case GatherResult.Refused(var finding) -> finding.toString();
            case GatherResult.Troubled(var finding) -> "for now " + finding;
            case GatherResult.SourceAway(var finding, var passing) -> (passing ? "for now " : "") + finding;
            case GatherResult.Pending() -> "pending";
        };
    }

    @Override
    public Optional<Map<String, Secret>> secret(String namespace, String name) {
        return Optional.ofNullable(secrets.get(name)).map(values -> {
            var found = new TreeMap<String, Secret>();
            values.forEach((key, value) -> found.put(key, Secret.of(value)));
            return found;
        });
    }

    @Override
    public Optional<Map<String, String>> configMap(String namespace, String name) {
        return Optional.ofNullable(configMaps.get(name));
    }

    @Override
    public Optional<String> namespaceAnnotation(String namespace, String name) {
        if (namespaceIsForbidden) {
            throw new KubernetesClientException("namespaces is forbidden", 403, null);
        }
        return Optional.ofNullable(annotations.get(name));
    }

    @Override
    public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
        return configMap(namespace, name).map(values -> {
            var files = new TreeMap<String, Optional<String>>();
            values.forEach((key, value) -> files.put(key, Optional.of(value)));
            binary.forEach(key -> files.put(key, Optional.empty()));
            return files;
        });
    }
}
