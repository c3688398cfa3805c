package dev.stagecraft.cli.manifest;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageFiles;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.reconcile.gather.Findings;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.MissingVariables;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.reconcile.preview.ImageLook;
import dev.stagecraft.reconcile.preview.Preview;
import dev.stagecraft.reconcile.preview.Previews;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitFiles;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers a resource from files alone; remembers what it took as given. */
public final class OfflineGathering {
    /** The reason of what breaks a rule that is not evaluated here. */
    public static final String SERVER_RULE = "ServerRule";

    /** Fingerprints say nothing of a value that is not a secret here, and are the same in every run. */
    private static final Secret FINGERPRINT_KEY = Secret.of("stagecraft-without-a-cluster");

    private final String scheme;
    private final GivenReferences given;
    private final References references;
    private final Providers providers;
    private final Gatherer gatherer;
    private final Optional<LocalTree> tree;
    private final Stagecraft resource;

    /**
     * @param tree stands for the commit of {@code spec.source.git}
     */
    public OfflineGathering(
            Stagecraft resource, Manifest manifest, Manifests all, Providers providers, Optional<LocalTree> tree) {
        this.resource = resource;
        this.tree = tree;
        var namespace = resource.getMetadata().getNamespace();
        Optional<SourceTree> files = tree.map(SourceTree.class::cast);
        scheme = scheme(ComposeTexts.of(
                resource.getSpec(), new FileReferences(all, namespace, new NoReferences()), namespace, files));
        var written = manifest.tree().path("spec");
        var empty = new FileReferences(all, namespace, new GivenReferences(resource, written, Set.of(), scheme));
        given = new GivenReferences(resource, written, missing(resource, providers, empty, files), scheme);
        this.providers = providers;
        references = new FileReferences(all, namespace, given);
        gatherer = new Gatherer(
                references,
                identities(),
                () -> new Identity.HostKey("", Secret.of("")),
                providers,
                this::source,
                new LiveSecrets());
    }

    private static Set<String> missing(
            Stagecraft resource, Providers providers, References references, Optional<SourceTree> files) {
        try {
            return MissingVariables.of(resource, providers.apps(), references, files);
        } catch (IllegalArgumentException unchecked) {
            // The preview says so.
            return Set.of();
        }
    }

    /** Identities that are nobody's: what is planned from files is not run. */
    private static IdentityStore identities() {
        return (resource, hosts, newHostKey) -> new Identity(FINGERPRINT_KEY, Map.of());
    }

    private Sources.Answer source(Object owner, Object location, String occasion) {
        return tree.<Sources.Answer>map(Sources.Answer.Found::new).orElseGet(Sources.Answer.Pending::new);
    }

    /** Which SQL a database speaks is told by its connection string, which nobody has here; its image tells it as well. */
    private static String scheme(List<String> compose) {
        var text = String.join("\n", compose);
        boolean mysql = text.contains("mysql") || text.contains("mariadb");
        return mysql && !text.contains("postgres") ? "mysql" : "postgres";
    }

    /** What would be planned where nothing is there yet. */
    public Preview preview() {
        GitFiles files = tree.<GitFiles>map(LocalFiles::new)
                .orElse((location, path) -> new GitDirectory.GitUnreachable("there are no local files", true));
        ImageFiles images = (image, directory, registry) ->
                new ImageDirectory.Unreachable("the files of images are not read offline", true);
        try {
            return hinted(new Previews(
                            gatherer,
                            new Releases(new NoReleases()),
                            ImageLook::byName,
                            new MigrationSources(files, images))
                    .fromNothing(resource));
        } catch (IllegalArgumentException unchecked) {
            // What the API server lets through never comes here.
            return new Preview.Refused(new Finding(
                    SERVER_RULE,
                    "it breaks a rule that the API server evaluates, and stagecraft validate --server says which: "
                            + unchecked.getMessage()));
        }
    }

    /** What else can be said against the resource beside the first thing that the preview stops at. */
    public List<Finding> findings() {
        try {
            return new Findings(references, providers)
                    .of(resource, tree.map(SourceTree.class::cast)).stream()
                            .map(OfflineGathering::hinted)
                            .toList();
        } catch (IllegalArgumentException unchecked) {
            return List.of();
        }
    }

    private static Preview hinted(Preview preview) {
        return switch (preview) {
            case Preview.Refused(var why) -> new Preview.Refused(hinted(why));
            case Preview.Planned planned -> planned;
        };
    }

    private static Finding hinted(Finding why) {
        return why.message().contains("there is no ConfigMap")
                ? new Finding(
                        why.reason(),
                        why.message()
                                + "; give its manifest with -f as well (kubectl get configmap -o yaml prints one that a"
                                + " cluster has)")
                : why;
    }

    /** What a reader should know of where things came from; complete once it was gathered. */
    public List<String> notes() {
        var notes = new ArrayList<String>();
        var git = resource.getSpec().source() == null
                ? null
                : resource.getSpec().source().git();
        if (git != null) {
            tree.ifPresent(files -> notes.add("what spec.source.git names is read from local files and not from "
                    + git.ref() + " of its repository"));
        }
        if (!given.secrets().isEmpty()) {
            notes.add("not among the files and taken as given: "
                    + (given.secrets().size() == 1 ? "Secret " : "Secrets ") + String.join(", ", given.secrets()));
        }
        resource.getSpec().databases().forEach((name, database) -> {
            var connection = database.connection();
            var ref = connection == null ? null : connection.secretRef();
            if (ref != null && given.secrets().contains(ref.name())) {
                notes.add("database " + name
                        + ": its connection string is not at hand, so its files are read as those of "
                        + (scheme.equals("mysql") ? "MariaDB" : "PostgreSQL"));
            }
        });
        if (!RequestReading.read(resource).specRollbackTo().isEmpty()) {
            notes.add("spec.rollbackTo is left out: where nothing is there yet, there is no release to go back to");
        }
        if (given.namespace()) {
            notes.add("the compose file asks for power over its hosts, which Namespace "
                    + resource.getMetadata().getNamespace()
                    + " is taken to allow: it is not among the files (annotation stagecraft.dev/allow-host-access)");
        }
        return notes;
    }
}
