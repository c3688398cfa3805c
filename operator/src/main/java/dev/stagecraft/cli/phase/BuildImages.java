package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.SourceBuilds;
import dev.stagecraft.cli.session.Table;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code build} and {@code ci run} have in common: which images, of which commit, and what is shown of them. */
final class BuildImages {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--service",
            paramLabel = "SERVICE",
            description = "Only the image of this service; may be said several times.")
    @Nullable
    List<String> services;

    @Option(
            names = "--ref",
            paramLabel = "REF",
            description = "Branch, tag or commit, in the place of spec.source.git.ref.")
    @Nullable
    String ref;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How long to wait for all of them; 1h by default. Builds go on after it.")
    String timeout = "";

    /** Builds what is missing, unless it is a dry run; the answer is the exit status. */
    int build(Session session, Stagecraft resource) {
        var format = session.settings().format(List.of("json", "yaml"));
        var limit = Limit.of(timeout);
        Requests.refuseDeleted(resource);
        var builds = session.world().builds();
        var project = builds.look(wanted(resource), ref != null);
        var images = chosen(project);
        var digests = new TreeMap<String, String>();
        images.forEach(image -> builds.digest(image).ifPresent(digest -> digests.put(image.name(), digest)));
        var missing = images.stream()
                .filter(image -> !digests.containsKey(image.name()))
                .toList();
        boolean dryRun = session.settings().dryRun();
        if (!dryRun && !missing.isEmpty()) {
            digests.putAll(run(session, limit, missing));
        }
        if (format.isPresent()) {
            session.console().print(Documents.write(document(project, images, digests), format.get()));
        } else {
            print(session, project, images, digests, missing);
        }
        return ExitCode.OK;
    }

    private static SortedMap<String, String> run(Session session, Duration limit, List<SourceBuilds.Image> missing) {
        missing.forEach(image -> session.console().note("building " + image.name()));
        return new BuildRun(session, limit).run(missing);
    }

    private Stagecraft wanted(Stagecraft resource) {
        if (ref == null) {
            return resource;
        }
        ObjectNode spec = JSON.valueToTree(resource.getSpec());
        if (!(spec.path("source").path("git") instanceof ObjectNode git)) {
            throw CommandFailure.of("There is no spec.source.git in "
                    + resource.getMetadata().getName() + " that --ref could be a ref of.");
        }
        git.put("ref", ref);
        var other = new Stagecraft();
        other.setMetadata(resource.getMetadata());
        other.setSpec(JSON.convertValue(spec, StagecraftSpec.class));
        other.setStatus(resource.getStatus());
        return other;
    }

    private List<SourceBuilds.Image> chosen(SourceBuilds.Project project) {
        if (services == null) {
            return project.images();
        }
        var known = new TreeSet<String>();
        project.images().forEach(image -> known.addAll(image.services()));
        for (var service : services) {
            if (!known.contains(service)) {
                throw CommandFailure.of(
                        "Service " + service + " is not built; those that are: " + String.join(", ", known) + ".");
            }
        }
        return project.images().stream()
                .filter(image -> image.services().stream().anyMatch(services::contains))
                .toList();
    }

    private static Map<String, Object> document(
            SourceBuilds.Project project, List<SourceBuilds.Image> images, Map<String, String> digests) {
        var document = new LinkedHashMap<String, Object>();
        document.put("executor", project.executor());
        document.put("commit", project.commit());
        document.put(
                "images",
                images.stream()
                        .map(image -> new TreeMap<String, Object>(Map.of(
                                "services", image.services(),
                                "image", image.name(),
                                "digest",
                                        Optional.ofNullable(digests.get(image.name()))
                                                .orElse(""))))
                        .toList());
        return document;
    }

    private static void print(
            Session session,
            SourceBuilds.Project project,
            List<SourceBuilds.Image> images,
            Map<String, String> digests,
            List<SourceBuilds.Image> missing) {
        var console = session.console();
        console.line("Commit " + project.commit() + ", built by " + project.executor() + ".");
        var table = Table.of("SERVICES", "STATE", "IMAGE");
        images.forEach(image -> table.row(
                String.join(",", image.services()),
                state(missing.contains(image), digests.containsKey(image.name())),
                image.name()));
        table.print(console);
    }

    private static String state(boolean wasMissing, boolean there) {
        if (!there) {
            return "to build";
        }
        return wasMissing ? "built" : "there";
    }
}
