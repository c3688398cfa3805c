package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the operator look at the machines anew, and waits for them alone: a release brings them up before anything else. */
@Command(
        name = "up",
        description = "Asks the operator to look at the machines anew, and waits until every host is ready.",
        footer = {
            "",
            "Examples:",
            "  stagecraft infra up shop               wait for the machines, not for the release",
            "  stagecraft infra up shop --timeout 1h  wait longer"
        })
public final class InfraUp implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "20m",
            description = "How long to wait for the hosts; 20m by default. The operator goes on after it.")
    String timeout = "";

    public InfraUp(Session session) {
        this.session = session;
    }

    /** How the wait ended. */
    private record Outcome(Stagecraft resource, int exitCode, String sentence) {}

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var limit = Limit.of(timeout);
        var resource = name.find(session);
        Requests.refuseDeleted(resource);
        Requests.refuseSuspended(session, resource);
        var token = Requests.token(session);
        Requests.ask(session, resource, Map.of("reconcile", token));
        var own = resource.getMetadata().getName();
        if (session.settings().dryRun()) {
            write(
                    format,
                    resource,
                    () -> session.console()
                            .line("Would ask the operator to look at the machines of " + own
                                    + " anew; nothing was asked for."));
            return ExitCode.OK;
        }
        var waiting = new Waiting(session, limit);
        var look = new NewLook(token, resource);
        var outcome = waiting.until(resource, "a host of " + own, now -> outcome(own, now, look, waiting));
        write(format, outcome.resource(), () -> HostTable.print(session.console(), outcome.resource()));
        if (outcome.exitCode() != ExitCode.OK) {
            throw CommandFailure.of(outcome.sentence()).exiting(outcome.exitCode());
        }
        return ExitCode.OK;
    }

    private void write(Optional<String> format, Stagecraft resource, Runnable text) {
        var own = resource.getMetadata().getName();
        Outcomes.write(session, format, Map.of("resource", own, "hosts", HostTable.rows(resource)), text);
    }

    private Optional<Outcome> outcome(String own, Optional<Stagecraft> now, NewLook look, Waiting waiting) {
        if (now.isEmpty()) {
            throw CommandFailure.of(own + " was deleted before its hosts were ready.");
        }
        var resource = now.get();
        look.see(resource);
        if (!Requests.current(resource)) {
            return Optional.empty();
        }
        waiting.tell(resource.getStatus().hosts().stream()
                .filter(host -> !host.state().equals("Ready"))
                .map(InfraUp::words)
                .collect(Collectors.joining("; ")));
        if (Requests.is(resource, "InfrastructureReady")) {
            return ready(own, resource, look);
        }
        if (awaits(resource)) {
            return Optional.of(new Outcome(
                    resource,
                    ExitCode.WAITING,
                    "The plan that brings up the hosts of " + own + " waits for an approval; look at it with "
                            + Suggestion.command(session, "infra", "plan", own) + ", and let it run with "
                            + Suggestion.command(session, "approve", own) + "."));
        }
        return look.trouble(resource)
                .map(stalled -> new Outcome(
                        resource,
                        ExitCode.FAILED,
                        "The hosts of " + own + " are not ready (" + stalled.getReason() + "): "
                                + Sentence.of(stalled.getMessage())));
    }

    /** What was ready before somebody asked says nothing of now. */
    private Optional<Outcome> ready(String own, Stagecraft resource, NewLook look) {
        if (look.taken() || running(resource) || (awaits(resource) && look.timely())) {
            return Optional.of(new Outcome(resource, ExitCode.OK, ""));
        }
        return look.trouble(resource)
                .map(stalled -> new Outcome(
                        resource,
                        ExitCode.FAILED,
                        "The operator did not look at the machines of " + own + " anew, as it stands still ("
                                + stalled.getReason() + "): " + Sentence.of(stalled.getMessage()) + " Next: "
                                + Suggestion.command(session, "retry", own)));
    }

    /** One that somebody has approved a moment ago only waits for the operator to see it. */
    private static boolean awaits(Stagecraft resource) {
        return Optional.ofNullable(resource.getStatus().plan())
                .filter(plan -> plan.state().equals("AwaitingApproval"))
                .filter(plan -> !Requests.asked(resource, "approve").equals(plan.id()))
                .isPresent();
    }

    private static boolean running(Stagecraft resource) {
        return Optional.ofNullable(resource.getStatus().plan())
                .filter(plan -> plan.state().equals("Running"))
                .isPresent();
    }

    private static String words(HostStatus host) {
        return host.name() + " is " + host.state() + (host.message().isEmpty() ? "" : " (" + host.message() + ")");
    }
}
