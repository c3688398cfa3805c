package dev.stagecraft.cli.phase;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Confirmation;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.GitOwner;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
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

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask for the name.")
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
        var format = session.settings().format(List.of("json", "yaml"));
        var limit = Limit.of(timeout);
        var resource = Named.find(session, name);
        refuseProtected(resource);
        GitOwner.recreation(resource).ifPresent(words -> session.console().warn(words + "."));
        session.console().note(announced(Remainder.hosts(resource), Remainder.borrowed(resource)));
        boolean dryRun = session.settings().dryRun();
        if (!dryRun) {
            confirm();
            refuseChanged(resource);
        }
        var resources = session.world().resources();
        var namespace = resource.getMetadata().getNamespace();
        resources.delete(namespace, name, true); // what may not be deleted is refused before anything is changed
        if (dryRun) {
            write(
                    format,
                    Remainder.of(resource, policy(resource, true)),
                    "Would delete " + name + "; nothing was changed.");
            return ExitCode.OK;
        }
        var last = new AtomicReference<>(policy(resource, false));
        delete(resource);
        var waiting = new Waiting(session, limit);
        waiting.<Boolean>until(resource, "the end of " + name, now -> gone(now, last, waiting));
        var left = Remainder.of(resource, requireNonNull(last.get()));
        write(format, left, left.kept().isEmpty() ? left.sentence() : "");
        if (!left.kept().isEmpty()) {
            throw CommandFailure.of(left.sentence());
        }
        return ExitCode.OK;
    }

    private void write(Optional<String> format, Remainder hosts, String sentence) {
        var document = Map.<String, Object>of("resource", name, "gone", hosts.gone(), "kept", hosts.kept());
        Outcomes.write(session, format, document, () -> {
            if (!sentence.isEmpty()) {
                session.console().line(sentence);
            }
        });
    }

    /** Has the machines go with it. */
    private Stagecraft policy(Stagecraft resource, boolean dryRun) {
        return resource.getSpec().deletionPolicy().equals(DELETE) ? resource : policy(resource, DELETE, dryRun);
    }

    private Stagecraft policy(Stagecraft resource, String value, boolean dryRun) {
        return session.world()
                .resources()
                .mergeSpec(
                        resource.getMetadata().getNamespace(),
                        name,
                        JsonNodeFactory.instance.objectNode().put("deletionPolicy", value),
                        dryRun);
    }

    private void delete(Stagecraft resource) {
        try {
            session.world().resources().delete(resource.getMetadata().getNamespace(), name, false);
        } catch (RuntimeException failed) {
            putBack(resource, failed);
            throw failed;
        }
    }

    /** A resource that is not deleted is left as it was: somebody else may delete it without a thought of its machines. */
    private void putBack(Stagecraft resource, RuntimeException failed) {
        var before = resource.getSpec().deletionPolicy();
        if (before.equals(DELETE)) {
            return;
        }
        try {
            policy(resource, before, false);
            session.console().warn("the deletion of " + name + " failed; its deletionPolicy is " + before + " again.");
        } catch (RuntimeException again) {
            failed.addSuppressed(again);
            session.console()
                    .warn("the deletion of " + name + " failed, and its deletionPolicy is Delete now, which was "
                            + before + "; set spec.deletionPolicy back where its machines are to outlive it.");
        }
    }

    private void refuseProtected(Stagecraft resource) {
        var guarded = Remainder.guarded(resource);
        if (!guarded.isEmpty()) {
            throw CommandFailure.of("Protected hosts of " + name + " cannot be taken away: "
                    + String.join(", ", guarded) + ". Set protect: false for them first, or keep them with stagecraft"
                    + " delete " + name + ".");
        }
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
        if (!Confirmation.possible(session)) {
            throw CommandFailure.of(
                    "infra down asks for the name of the resource on a terminal; without one, say --yes.");
        }
        if (!Confirmation.answer(session, "Type its name to go on:").equals(name)) {
            throw CommandFailure.of("That is not its name: nothing was changed.");
        }
    }

    /** While somebody reads and types, another may protect a host, add one, or make the resource anew. */
    private void refuseChanged(Stagecraft shown) {
        var now = Named.find(session, name);
        refuseProtected(now);
        if (!Objects.equals(now.getMetadata().getUid(), shown.getMetadata().getUid())
                || !Remainder.hosts(now).equals(Remainder.hosts(shown))) {
            throw CommandFailure.of(
                    name + " is not what it was when you were asked: nothing was changed. Run this again.");
        }
    }

    private static Optional<Boolean> gone(Optional<Stagecraft> now, AtomicReference<Stagecraft> last, Waiting waiting) {
        if (now.isEmpty()) {
            return Optional.of(true);
        }
        last.set(now.get());
        Requests.condition(now.get(), "Ready")
                .filter(ready -> ready.getReason().equals("Deleting"))
                .ifPresent(ready -> waiting.tell(ready.getMessage()));
        return Optional.empty();
    }
}
