package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.GitRoot;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.ci.WorkflowFile;
import dev.stagecraft.provider.ci.WorkflowRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the workflow file that a CI provider makes of a resource's configuration. */
@Command(
        name = "init",
        description = {
            "Writes the workflow file that spec.build.providers of a resource describes into this checkout.",
            "The resource is read from a file, or from the cluster."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft ci init -f shop.yaml          from a file, without a cluster",
            "  stagecraft ci init shop --force          from the cluster, over a file that differs",
            "  stagecraft ci init -f shop.yaml --dry-run  show it"
        })
public final class CiInit implements Callable<Integer> {
    /** As workflow files of GitHub name them; the token of the run itself is always there. */
    private static final Pattern SECRET = Pattern.compile("secrets\\.([A-Z_][A-Z0-9_]*)");

    private final Session session;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..1",
            description = "The Stagecraft in the cluster, or in the file; without it the only one there is.")
    @Nullable
    String name;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the resource from this file, or from standard input with -.")
    @Nullable
    String file;

    @Option(
            names = "--provider",
            paramLabel = "ID",
            defaultValue = "github",
            description = "The CI system; github by default.")
    String provider = "";

    @Option(names = "--force", description = "Replace a file that is there and differs.")
    boolean force;

    public CiInit(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        var format = session.settings().format(List.of("json", "yaml"));
        var ci = session.world()
                .ciProviders()
                .find(provider)
                .orElseThrow(() -> CommandFailure.of(session.world()
                        .ciProviders()
                        .unknownProvider("--provider", provider)
                        .message()));
        var request = file == null ? fromCluster() : fromFile(file);
        check(ci, request);
        write(ci.workflow(request), format);
        return ExitCode.OK;
    }

    private WorkflowRequest fromCluster() {
        var resource = Named.find(session, name);
        var project = Optional.ofNullable(resource.getSpec().project());
        var config = Optional.ofNullable(resource.getSpec().build().providers().get(provider));
        return new WorkflowRequest(
                config.orElseThrow(() -> unconfigured(resource.getMetadata().getName())),
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                project.map(found -> found.registry()).orElse(""));
    }

    private WorkflowRequest fromFile(String given) throws IOException {
        var found = Documents.readAll(text(given), given).stream()
                .filter(document -> document.path("kind").asText().equals("Stagecraft"))
                .filter(document -> name == null || name.equals(nameOf(document)))
                .toList();
        if (found.size() != 1) {
            throw CommandFailure.of(given + " holds "
                    + (found.isEmpty()
                            ? "no Stagecraft" + (name == null ? "" : " " + name) + "; name the file that does with -f."
                            : "several Stagecrafts; name one of "
                                    + found.stream()
                                            .map(CiInit::nameOf)
                                            .sorted()
                                            .collect(Collectors.joining(", "))
                                    + "."));
        }
        var resource = found.getFirst();
        var config = resource.path("spec").path("build").path("providers").path(provider);
        if (config.isMissingNode()) {
            throw unconfigured(nameOf(resource));
        }
        var namespace = resource.path("metadata").path("namespace").asText("");
        return new WorkflowRequest(
                config,
                namespace.isEmpty() ? session.namespace() : namespace,
                nameOf(resource),
                resource.path("spec").path("project").path("registry").asText(""));
    }

    private String text(String given) throws IOException {
        if (given.equals("-")) {
            return new String(session.input().readAllBytes(), StandardCharsets.UTF_8);
        }
        var path = session.path(given);
        if (!Files.isReadable(path)) {
            throw CommandFailure.of(
                    "There is no file " + given + " that can be read; name the resource's file with -f.");
        }
        return Files.readString(path);
    }

    private static String nameOf(JsonNode resource) {
        return resource.path("metadata").path("name").asText("");
    }

    private CommandFailure unconfigured(String resource) {
        return CommandFailure.of("spec.build.providers." + provider + " of " + resource
                + " is not there; say there which repository builds, such as {repository: acme/shop, tokenSecretRef:"
                + " {name: github, key: token}}.");
    }

    private void check(CiProvider ci, WorkflowRequest request) {
        var where = "spec.build.providers." + provider;
        var faults = ci.check(request.config());
        if (!faults.isEmpty()) {
            throw CommandFailure.of(faults.stream()
                    .map(fault -> fault.under(where))
                    .map(fault -> fault.path() + ": " + fault.message())
                    .collect(Collectors.joining(" ")));
        }
        if (request.registry().isEmpty()) {
            throw CommandFailure.of("spec.project.registry of " + request.name()
                    + " is not there; say where images go, such as ghcr.io/acme.");
        }
    }

    private void write(WorkflowFile workflow, Optional<String> format) throws IOException {
        // A CI system reads only what is at the root of the repository.
        var path = GitRoot.of(session.directory()).orElseGet(session::directory).resolve(workflow.path());
        var shown = session.directory().relativize(path).toString();
        var there = Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.<String>empty();
        boolean dryRun = session.settings().dryRun();
        boolean same = there.filter(workflow.content()::equals).isPresent();
        if (!same && !dryRun) {
            if (there.isPresent() && !force) {
                throw CommandFailure.of(
                        shown
                                + " is there and differs; compare it with what --dry-run shows, and say --force to replace it.");
            }
            Files.createDirectories(Objects.requireNonNull(path.getParent(), "it is in the checkout"));
            Files.writeString(path, workflow.content());
        }
        var change = same ? "none" : there.isPresent() ? "replaced" : "written";
        var document = new TreeMap<String, Object>(
                Map.of("file", shown, "change", change, "secrets", List.copyOf(secrets(workflow.content()))));
        if (dryRun) {
            document.put("content", workflow.content());
        }
        Outcomes.write(session, format, document, () -> tell(shown, workflow.content(), change));
    }

    private void tell(String path, String content, String change) {
        var console = session.console();
        if (!change.equals("none") && session.settings().dryRun()) {
            console.note("would " + (change.equals("replaced") ? "replace " : "write ") + path);
            console.print(content);
            return;
        }
        console.line(
                switch (change) {
                    case "none" -> path + " is up to date.";
                    case "replaced" -> "Replaced " + path + ".";
                    default -> "Wrote " + path + ".";
                });
        var names = secrets(content);
        console.line(
                names.isEmpty()
                        ? "It needs no secrets of the repository."
                        : "It needs these secrets of the repository, for Actions: " + String.join(", ", names) + ".");
    }

    private static SortedSet<String> secrets(String content) {
        var names = new TreeSet<String>();
        var matcher = SECRET.matcher(content);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        names.remove("GITHUB_TOKEN");
        return names;
    }
}
