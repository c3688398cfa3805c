package dev.stagecraft.cli.manifest;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which files a command is about: those that it is given, else those that {@code stagecraft init} writes. */
public final class GivenFiles {
    private static final String BASE = "stagecraft/base";
    private static final String OVERLAYS = "stagecraft/overlays";

    private final Session session;

    public GivenFiles(Session session) {
        this.session = session;
    }

    /** @param names those of {@code -f}; empty where there is none of either */
    public Optional<Manifests> read(List<String> names) {
        var reader = new ManifestReader(session);
        return names.isEmpty() ? written().map(name -> reader.read(List.of(name))) : Optional.of(reader.read(names));
    }

    private Optional<String> written() {
        var env = session.settings().env();
        if (env.isEmpty()) {
            return Optional.of(BASE).filter(name -> Files.isDirectory(session.path(name)));
        }
        if (!Files.isDirectory(session.path(OVERLAYS))) {
            return Optional.empty();
        }
        var overlay = OVERLAYS + "/" + env.get();
        if (!Files.isDirectory(session.path(overlay))) {
            throw CommandFailure.of("There is no " + overlay + "; choose another --env, or name files with -f.");
        }
        return Optional.of(overlay);
    }

    /**
     * The resources among the documents that are meant.
     *
     * @param name of the one; null for all of them
     * @throws CommandFailure when there is none
     */
    public List<Manifest> meant(Manifests manifests, @Nullable String name) {
        var all = manifests.stagecrafts();
        if (all.isEmpty()) {
            throw CommandFailure.of("The files hold no Stagecraft, only "
                    + (manifests.all().isEmpty()
                            ? "nothing at all"
                            : manifests.all().stream().map(Manifest::title).collect(Collectors.joining(", ")))
                    + "; name the file that declares one with -f.");
        }
        var named = all.stream()
                .filter(manifest -> name == null || manifest.name().equals(name))
                .toList();
        if (named.isEmpty()) {
            throw CommandFailure.of("The files hold no Stagecraft " + name + "; they hold "
                    + all.stream().map(Manifest::name).sorted().collect(Collectors.joining(", ")) + ".");
        }
        var env = session.settings().env();
        var found = named.stream()
                .filter(manifest -> env.isEmpty() || env.get().equals(environment(manifest)))
                .toList();
        if (found.isEmpty()) {
            var there = new TreeSet<String>();
            named.forEach(manifest -> there.add(environment(manifest)));
            throw CommandFailure.of("The files hold no Stagecraft of environment " + env.orElse("") + "; there is "
                    + String.join(", ", there) + ".");
        }
        return found;
    }

    private static String environment(Manifest manifest) {
        return manifest.tree().at("/spec/environment").asText("");
    }

    /**
     * The files that stand for a commit.
     *
     * @param given the directory of {@code --source}; null for the work tree that the first file lies in
     */
    public Optional<LocalTree> source(Manifests manifests, Manifest resource, @Nullable String given) {
        if (given == null && !resource.tree().at("/spec/source/git").isObject()) {
            return Optional.empty();
        }
        Path root = given == null ? LocalTree.around(manifests.place()) : session.path(given);
        if (!Files.isDirectory(root)) {
            throw CommandFailure.of("--source " + given + " is no directory; name the one that holds the source.");
        }
        return Optional.of(LocalTree.of(root, session));
    }

    /** For documents that name no namespace; the kubeconfig is not read for it, so that the same files mean the same everywhere. */
    public String namespace() {
        return session.settings().namespace().orElse("default");
    }
}
