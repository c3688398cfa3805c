package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Programs;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what {@code -f} names: files, directories, kustomizations, standard input. */
public final class ManifestReader {
    private static final String STDIN = "-";
    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Session session;

    public ManifestReader(Session session) {
        this.session = session;
    }

    /** Every document, in the order of the arguments, the files of a directory by name. */
    public Manifests read(List<String> names) {
        var all = new ArrayList<Manifest>();
        for (var name : names) {
            all.addAll(name.equals(STDIN) ? input() : path(name));
        }
        return new Manifests(all, place(names));
    }

    /** Where the first file lies; the working directory for standard input. */
    private Path place(List<String> names) {
        var first = names.stream().filter(name -> !name.equals(STDIN)).findFirst();
        if (first.isEmpty()) {
            return session.directory();
        }
        var path = session.path(first.get());
        var parent = path.getParent();
        return Files.isDirectory(path) || parent == null ? path : parent;
    }

    private List<Manifest> input() {
        try {
            return expanded(YamlTrees.read(new String(session.input().readAllBytes(), UTF_8), "standard input"));
        } catch (IOException e) {
            throw CommandFailure.of("Standard input cannot be read; name a file with -f.", e);
        }
    }

    private List<Manifest> path(String name) {
        var path = session.path(name);
        if (Files.isDirectory(path)) {
            return KUSTOMIZATIONS.stream().anyMatch(file -> Files.isRegularFile(path.resolve(file)))
                    ? kustomized(name, path)
                    : directory(name, path);
        }
        var file = path.getFileName();
        if (file != null && KUSTOMIZATIONS.contains(file.toString()) && path.getParent() != null) {
            return kustomized(name, path.getParent());
        }
        return file(name, path);
    }

    private List<Manifest> directory(String name, Path path) {
        var found = new ArrayList<Manifest>();
        try (Stream<Path> files = Files.list(path)) {
            var names = files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".yaml") || file.endsWith(".yml") || file.endsWith(".json"))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw CommandFailure.of("The directory " + name
                        + " has no file that ends in .yaml, .yml or .json; name another with -f.");
            }
            for (var file : names) {
                found.addAll(file(name.endsWith("/") ? name + file : name + "/" + file, path.resolve(file)));
            }
        } catch (IOException e) {
            throw CommandFailure.of("The directory " + name + " cannot be read; check who may read it.", e);
        }
        return found;
    }

    private static List<Manifest> file(String name, Path path) {
        try {
            return expanded(YamlTrees.read(Files.readString(path), name));
        } catch (IOException e) {
            throw CommandFailure.of(
                    "The file " + name
                            + " cannot be read: there is no such file, it may not be read, or it is no text.",
                    e);
        }
    }

    /** Rendered by kubectl itself, so that nothing is understood differently here. */
    private List<Manifest> kustomized(String name, Path path) {
        var ended = new Programs(path, session.environment())
                .run(List.of("kubectl", "kustomize", path.toString()))
                .orElseThrow(() -> CommandFailure.of("The kustomization " + name
                        + " is rendered by kubectl, which is not on the PATH; install it, or give the rendered documents"
                        + " with -f."));
        if (ended.code() != 0) {
            throw CommandFailure.of("kubectl cannot render the kustomization " + name + ": "
                    + ended.err().strip().lines().findFirst().orElse("it says nothing") + ".");
        }
        return expanded(YamlTrees.read(ended.out(), name + " (kustomized)"));
    }

    /** What a list holds counts as documents of their own. */
    private static List<Manifest> expanded(List<Manifest> read) {
        return read.stream().flatMap(Manifest::items).toList();
    }
}
