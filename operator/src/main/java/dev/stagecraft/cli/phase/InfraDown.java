package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.HostSpec;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes a resource so that its machines go with it, and waits until they are gone. */
@Command(
        name = "down",
        description = {
            "Deletes a resource together with its machines, and waits until the operator is done.",
            "Machines of the provider static are cleared of the project's containers and stay."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft infra down shop            asks for the name before it begins",
            "  stagecraft infra down shop --yes      for scripts: asks nothing",
            "  stagecraft infra down shop --dry-run  say what would go"
        })
public final class InfraDown implements Callable<Integer> {
    private static final String DELETE = "Delete";

    private final Session session;

    @Parameters(paramLabel = "NAME", description = "The Stagecraft; it must be named.")
    String name = "";

    @Option(names = "--yes", description = "Do not ask for the name.")
    boolean yes;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30m",
            description = "How long to wait until it is gone; 30m by default. The operator goes on after it.")
    String timeout = "";

    public InfraDown(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.settings().format(List.of());
        var limit = Limit.of(timeout);
        var resource = Named.find(session, name);
        refuseProtected(resource);
        var hosts = hosts(resource);
        boolean borrowed = borrowed(resource);
        session.console().note(announced(hosts, borrowed));
        boolean dryRun = session.settings().dryRun();
        if (!dryRun) {
            confirm();
        }
        var namespace = resource.getMetadata().getNamespace();
        if (!resource.getSpec().deletionPolicy().equals(DELETE)) {
            session.world()
                    .resources()
                    .mergeSpec(
                            namespace,
                            name,
                            JsonNodeFactory.instance.objectNode().put("deletionPolicy", DELETE),
                            dryRun);
        }
        session.world().resources().delete(namespace, name, dryRun);
        if (dryRun) {
            session.console().line("Would delete " + name + "; nothing was changed.");
            return ExitCode.OK;
        }
        var waiting = new Waiting(session, limit);
        waiting.<Boolean>until(resource, "the end of " + name, now -> gone(now, waiting));
        session.console().line(ended(hosts, borrowed));
        return ExitCode.OK;
    }

    private void refuseProtected(Stagecraft resource) {
        var guarded = new TreeSet<String>();
        resource.getSpec().hosts().stream()
                .filter(HostSpec::protect)
                .forEach(host -> guarded.addAll(host.expandedNames()));
        resource.getStatus().hosts().stream().filter(HostStatus::protect).forEach(host -> guarded.add(host.name()));
        if (!guarded.isEmpty()) {
            throw CommandFailure.of("Protected hosts of " + name + " cannot be taken away: "
                    + String.join(", ", guarded) + ". Set protect: false for them first, or keep them with stagecraft"
                    + " delete " + name + ".");
        }
    }

    private static List<String> hosts(Stagecraft resource) {
        var seen = resource.getStatus().hosts().stream().map(HostStatus::name);
        var declared = resource.getSpec().hosts().stream().flatMap(host -> host.expandedNames().stream());
        return Stream.concat(seen, declared).distinct().sorted().toList();
    }

    private static boolean borrowed(Stagecraft resource) {
        return Optional.ofNullable(resource.getSpec().cloud())
                .filter(cloud -> cloud.provider().equals("static"))
                .isPresent();
    }

    private String announced(List<String> hosts, boolean borrowed) {
        var names = String.join(", ", hosts);
        return borrowed
                ? "This deletes " + name + ", and clears these hosts of its containers, networks and files: " + names
                        + ". The machines, volumes and images stay."
                : "This deletes " + name + " and these machines, with all that is on them: " + names + ".";
    }

    private void confirm() {
        if (yes) {
            return;
        }
        var answers = new Answers(session);
        if (!answers.possible()) {
            throw CommandFailure.of(
                    "infra down asks for the name of the resource on a terminal; without one, say --yes.");
        }
        if (!answers.to("Type its name to go on: ").equals(name)) {
            throw CommandFailure.of("That is not its name: nothing was changed.");
        }
    }

    private static Optional<Boolean> gone(Optional<Stagecraft> now, Waiting waiting) {
        if (now.isEmpty()) {
            return Optional.of(true);
        }
        Requests.condition(now.get(), "Ready")
                .filter(ready -> ready.getReason().equals("Deleting"))
                .ifPresent(ready -> waiting.tell(ready.getMessage()));
        return Optional.empty();
    }

    private String ended(List<String> hosts, boolean borrowed) {
        var names = String.join(", ", hosts);
        return borrowed
                ? name + " is deleted. Cleared, and still there: " + names + "."
                : name + " is deleted, and so are its machines: " + names + ".";
    }
}
