package dev.stagecraft.cli.dev;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cli.manifest.FileReferences;
import dev.stagecraft.cli.manifest.GivenFiles;
import dev.stagecraft.cli.manifest.LocalTree;
import dev.stagecraft.cli.manifest.Manifest;
import dev.stagecraft.cli.manifest.ManifestReader;
import dev.stagecraft.cli.manifest.Manifests;
import dev.stagecraft.cli.manifest.ResourceDefinitions;
import dev.stagecraft.cli.manifest.StagecraftReading;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;
import dev.stagecraft.reconcile.gather.AppProviders;
import dev.stagecraft.reconcile.gather.CheckoutGather;
import dev.stagecraft.reconcile.gather.CheckoutGather.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An application as its resource describes it, in a checkout.
 *
 * @param root of the checkout
 * @param missing Secrets and ConfigMaps that its environment needs and that are not among the files
 */
record Application(StagecraftSpec spec, Path root, Found found, List<String> missing) {
    Application {
        missing = List.copyOf(missing);
    }

    /**
     * Reads it.
     *
     * @param dotenv texts of dotenv files, by their names
     * @throws CommandFailure where it cannot be used, with the field's path
     */
    static Application read(Session session, List<String> files, Map<String, String> dotenv) {
        var given = new GivenFiles(session);
        Manifests manifests = new ManifestReader(session).read(files.isEmpty() ? List.of(byDefault(session)) : files);
        Stagecraft resource = only(given.meant(manifests, null), given.namespace());
        var absent = new AbsentReferences(resource.getSpec());
        var references = new FileReferences(manifests, resource.getMetadata().getNamespace(), absent);
        DirectoryTree tree = new DirectoryTree(LocalTree.around(session.directory()));
        var providers = new AppProviders(
                ProviderRegistry.load("backend", BackendProvider.class),
                ProviderRegistry.load("frontend", FrontendProvider.class));
        return switch (new CheckoutGather(providers, references, tree).gather(resource, dotenv)) {
            case Found found -> new Application(resource.getSpec(), tree.root(), found, List.copyOf(absent.missing()));
            case CheckoutGather.Refused(var finding) ->
                throw CommandFailure.of(finding.reason() + ": " + finding.message());
        };
    }

    private static Stagecraft only(List<Manifest> meant, String namespace) {
        if (meant.size() > 1) {
            throw CommandFailure.of(
                    "The files hold more than one Stagecraft: %s; choose one with --env, or name its file with -f."
                            .formatted(meant.stream()
                                    .map(one -> "%s (%s)"
                                            .formatted(
                                                    one.name(),
                                                    one.tree()
                                                            .at("/spec/environment")
                                                            .asText()))
                                    .collect(Collectors.joining(", "))));
        }
        return new StagecraftReading(new ResourceDefinitions())
                .read(meant.getFirst(), namespace, List.of())
                .filter(resource ->
                        resource.getSpec() != null && resource.getSpec().project() != null)
                .orElseThrow(() -> CommandFailure.of(
                        "%s:%d: this Stagecraft cannot be read, or names no project; stagecraft validate says what is wrong."
                                .formatted(
                                        meant.getFirst().source(),
                                        meant.getFirst().line())));
    }

    private static String byDefault(Session session) {
        String overlay = "stagecraft/overlays/" + session.settings().env().orElse("dev");
        return Stream.of(overlay, "stagecraft/base")
                .filter(name -> Files.isDirectory(session.path(name)))
                .findFirst()
                .orElseThrow(() -> CommandFailure.of(
                        "There is no %s and no stagecraft/base in %s; name the files with -f, or let stagecraft init make them."
                                .formatted(overlay, session.directory())));
    }

    String project() {
        return spec.project() == null ? "" : spec.project().name();
    }

    /** For how long containers may take until they are healthy. */
    Duration healthy() {
        return spec.rollout().healthWait();
    }

    /** @param replaced whether a person gave values of his own, so that nothing is said of those that are missing */
    List<String> warnings(boolean replaced) {
        return replaced
                ? List.of()
                : missing.stream()
                        .map(name -> name
                                + " is not among the files, so its variables are not set; give them with"
                                + " --env-file, or name its file with -f.")
                        .toList();
    }
}
