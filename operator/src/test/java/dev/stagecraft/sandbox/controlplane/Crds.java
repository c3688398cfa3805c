package dev.stagecraft.sandbox.controlplane;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Installs CRDs the way that users do: the YAML as it is, by server-side apply. */
public final class Crds {

    private static final String FIELD_MANAGER = "stagecraft-sandbox";

    private Crds() {}

    /** Applies {@code crds/*.yaml} of the checkout and waits until the API server serves them. */
    public static void install(KubernetesClient client) {
        install(client, Checkout.root().resolve("crds"));
    }

    /** Applies the YAML files of a directory, not of those below it, and waits until they are served. */
    public static void install(KubernetesClient client, Path directory) {
        var names =
                yamlFiles(directory).stream().map(file -> apply(client, file)).toList();
        names.forEach(name -> client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name)
                .waitUntilCondition(Crds::established, 30, TimeUnit.SECONDS));
    }

    /** Applied as it is read, not through the typed model, which may know fewer fields than the API server. */
    private static String apply(KubernetesClient client, Path file) {
        try (var yaml = Files.newInputStream(file)) {
            var crd = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
            client.resource(crd).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
            return crd.getMetadata().getName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean established(@Nullable CustomResourceDefinition crd) {
        return crd != null
                && crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private static List<Path> yamlFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
