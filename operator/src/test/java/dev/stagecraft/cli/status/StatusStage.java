package dev.stagecraft.cli.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.ReleaseStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.cluster.fabric8.FabricReleaseStore;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A namespace of the real API server with resources whose statuses a test writes, as the operator would have. */
final class StatusStage {
    /** The time of every command. */
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final KubernetesClient client = SharedControlPlane.client();
    private final Resources resources = new Resources(client, Namespaces.create(client, "status"));
    private final FabricReleaseStore releases = new FabricReleaseStore(client);
    private final Path directory;

    StatusStage(Path directory) {
        this.directory = directory;
    }

    Resources resources() {
        return resources;
    }

    String namespace() {
        return resources.namespace();
    }

    /** A resource that nobody looked at. */
    void resource(String name) {
        resource(name, "");
    }

    /** The same with more lines of its spec, or of its metadata where they begin so. */
    void resource(String name, String more) {
        resources.apply("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: %s%s}
                spec:
                  project: {name: shop}
                  environment: prod
                  version: v1.4.3
                  compose: {inline: 'services: {web: {image: web}}'}
                  cloud: {provider: static, providers: {static: {}}}
                  hosts: [{name: app, role: app}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                %s
                """.formatted(
                        name,
                        more.startsWith("finalizers") ? ", " + more : "",
                        more.startsWith("finalizers") ? "" : "  " + more));
    }

    /** Gives it the status of that file in {@code cli/status/given}. */
    void status(String name, String given) {
        var text = read("/cli/status/given/" + given + ".yaml").replace("NAMESPACE", namespace());
        var status = client.getKubernetesSerialization().unmarshal(text, StagecraftStatus.class);
        resources.edit(name, found -> found);
        var found = resources.get(name);
        found.setStatus(status.toBuilder()
                .observedGeneration(found.getMetadata().getGeneration())
                .build());
        client.resource(found).updateStatus();
    }

    /** A release object of it, with the environment that it was given. */
    void release(String name, String id, ReleaseSpec spec, ReleaseStatus status, Map<String, String> environment) {
        var ref = ref(resources.get(name));
        releases.record(
                ref,
                id,
                spec,
                environment.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Secret.of(entry.getValue()))));
        var stored = releases.find(ref, id).orElseThrow();
        stored.setStatus(status);
        client.resource(stored).updateStatus();
    }

    private static ResourceRef ref(Stagecraft resource) {
        var metadata = resource.getMetadata();
        return new ResourceRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** The command line in this namespace, at {@link #NOW}. */
    CliRun cli() {
        return CliRun.in(directory).cluster(namespace()).at(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** Holds what a command came to against a golden file. */
    void golden(String name, CliRun.Result result) {
        cli().golden("status/" + name, result, Map.of(namespace(), "NAMESPACE"));
    }

    /** Holds that the page shows what was printed, as a block of its own; the namespace is {@code shop} there. */
    void documented(String command, CliRun.Result result) throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("stagecraft.root", "..")).resolve("spec/cli-status.md"));
        var block = "```console\n$ " + command + "\n" + result.out().replace(namespace(), "shop") + "```\n";
        assertTrue(page.contains(block), () -> "spec/cli-status.md has not:\n" + block);
    }

    private static String read(String path) {
        try (var stream = Objects.requireNonNull(StatusStage.class.getResourceAsStream(path), path)) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
