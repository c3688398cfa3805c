package dev.stagecraft.cli.completion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.GlobalOptions;
import dev.stagecraft.cli.session.Session;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Names that only the kubeconfig and the cluster know. Whatever goes wrong there, the answer is that there are none. */
final class Names {
    private static final String PATIENCE = "STAGECRAFT_COMPLETION_TIMEOUT";
    private static final long SECONDS = 2;

    private final Session session;

    Names(Session session) {
        this.session = session;
    }

    /** The contexts of the kubeconfig. */
    Answer contexts(Line line) {
        return asked(line, () -> contexts().map(context -> context.path("name").asText()));
    }

    /** The namespaces that contexts of the kubeconfig name: to list those of a cluster takes a right that few have. */
    Answer namespaces(Line line) {
        return asked(
                line,
                () -> contexts()
                        .map(context ->
                                context.path("context").path("namespace").asText("")));
    }

    /** The environments that the resources of the namespace are of. */
    Answer environments(Line line) {
        return asked(
                line, () -> all().stream().map(resource -> resource.getSpec().environment()));
    }

    /** The resources of the namespace. */
    Answer resources(Line line) {
        return asked(
                line,
                () -> all().stream().map(resource -> resource.getMetadata().getName()));
    }

    /** The hosts of the resource that the line names, or of all. */
    Answer hosts(Line line) {
        return ofMeant(
                line,
                resource -> Optional.ofNullable(resource.getStatus()).stream()
                        .flatMap(status -> status.hosts().stream())
                        .map(host -> host.name()));
    }

    /** Likewise the releases, the latest first, as they are in the status. */
    Answer releases(Line line) {
        return ofMeant(
                line,
                resource -> Optional.ofNullable(resource.getStatus()).stream()
                        .flatMap(status -> status.releases().stream())
                        .map(release -> release.id()));
    }

    /** Likewise the services. */
    Answer services(Line line) {
        return ofMeant(line, resource -> resource.getSpec().services().keySet().stream());
    }

    /** Likewise the databases. */
    Answer databases(Line line) {
        return ofMeant(line, resource -> resource.getSpec().databases().keySet().stream());
    }

    private Answer ofMeant(Line line, Function<Stagecraft, Stream<String>> part) {
        return asked(line, () -> {
            var all = all();
            var named = all.stream()
                    .filter(resource ->
                            line.positionals().contains(resource.getMetadata().getName()))
                    .toList();
            return (named.isEmpty() ? all : named).stream().flatMap(part);
        });
    }

    private List<Stagecraft> all() {
        return session.world().resources().list(session.namespace());
    }

    /** Within the time that a person at a terminal waits; the thread that takes longer ends with the process. */
    private Answer asked(Line line, Supplier<Stream<String>> question) {
        var found = new CompletableFuture<List<String>>();
        Thread.ofVirtual().start(() -> {
            try {
                settle(line);
                found.complete(question.get()
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
            } catch (RuntimeException | LinkageError nothingToOffer) {
                found.complete(List.of());
            }
        });
        return Answer.of(found.completeOnTimeout(List.of(), patience(), TimeUnit.SECONDS).join().stream()
                .map(Candidate::of));
    }

    private long patience() {
        var given = session.environment().getOrDefault(PATIENCE, "");
        return given.matches("[0-9]{1,4}") ? Long.parseLong(given) : SECONDS;
    }

    /** The options of the unfinished line say which cluster is meant. */
    private static void settle(Line line) {
        line.options().forEach((option, value) -> {
            if (GlobalOptions.has(option) && option.type().equals(String.class) && !value.isEmpty()) {
                option.setValue(value);
            }
        });
    }

    private Stream<JsonNode> contexts() {
        return kubeconfigs()
                .filter(Files::isReadable)
                .flatMap(file -> Documents.readAll(text(file), file.toString()).stream())
                .flatMap(document -> document.path("contexts").valueStream());
    }

    private Stream<Path> kubeconfigs() {
        var environment = session.environment();
        return session.settings()
                .kubeconfig()
                .map(Stream::of)
                .orElseGet(() -> Arrays.stream(environment
                                .getOrDefault("KUBECONFIG", environment.getOrDefault("HOME", ".") + "/.kube/config")
                                .split(File.pathSeparator))
                        .filter(file -> !file.isEmpty())
                        .map(session::path));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
