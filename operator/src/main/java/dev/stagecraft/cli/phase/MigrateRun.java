package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has the operator run the pending migrations of a database whose strategy is to wait for somebody to ask. */
@Command(
        name = "run",
        description = "Asks the operator to run the pending migrations of a database, and waits for the outcome.",
        footer = {
            "",
            "Examples:",
            "  stagecraft migrate run shop                                run what is pending in its only database",
            "  stagecraft migrate run shop --database main --timeout 1h   wait longer for it",
            "  stagecraft migrate run shop --database main --dry-run      ask for nothing"
        })
public final class MigrateRun implements Callable<Integer> {
    private static final String MIGRATE = "migrate";

    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(
            names = "--database",
            paramLabel = "DB",
            description = "The database, by its name in spec.databases; without it the only one with migrations.")
    @Nullable
    String database;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "15m",
            description = "How long to wait for the outcome; 15m by default. The operator goes on after it.")
    String timeout = "";

    public MigrateRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var limit = Limit.of(timeout);
        var resource = name.find(session);
        var database = PendingMigrations.chosen(resource, this.database);
        refuse(resource, database);
        var token = Requests.token(session);
        var request = database + "@" + token;
        if (Optional.ofNullable(resource.getStatus().plan())
                .filter(plan -> plan.state().equals("AwaitingApproval"))
                .isPresent()) {
            Requests.ask(session, resource, Map.of(MIGRATE, request, "reconcile", token));
        } else {
            Requests.ask(session, resource, Map.of(MIGRATE, request));
        }
        if (session.settings().dryRun()) {
            write(
                    format,
                    resource,
                    database,
                    request,
                    "Would ask the operator for " + request + "; nothing was asked for.");
            return ExitCode.OK;
        }
        var waiting = new Waiting(session, limit);
        waiting.tell("asked the operator for " + request);
        var outcomes = new MigrateOutcome(session, resource, database, request);
        var outcome =
                waiting.until(resource, "the outcome of request " + request, now -> outcomes.of(now, waiting::tell));
        if (outcome.exitCode() != ExitCode.OK) {
            var withdrawn = outcome.exitCode() == ExitCode.FAILED ? withdrawn(resource, request) : "";
            throw CommandFailure.of(outcome.sentence() + withdrawn).exiting(outcome.exitCode());
        }
        write(format, resource, database, request, outcome.sentence());
        return ExitCode.OK;
    }

    /** Who is told that it failed must not find that it ran later: what the operator has not begun with is not asked for any more. */
    private String withdrawn(Stagecraft resource, String request) {
        var meta = resource.getMetadata();
        var ours = session.world()
                .resources()
                .find(meta.getNamespace(), meta.getName())
                .filter(now -> Objects.equals(now.getMetadata().getUid(), meta.getUid()))
                .filter(now -> Requests.asked(now, MIGRATE).equals(request))
                .filter(now -> !Requests.handledMigration(now, request));
        if (ours.isEmpty()) {
            return "";
        }
        return Requests.handledMigration(Requests.takeBack(session, ours.get(), MIGRATE), request)
                ? " The operator has begun with it meanwhile."
                : " The request was taken away again: nothing of it runs later.";
    }

    private void write(Optional<String> format, Stagecraft resource, String database, String request, String sentence) {
        var document = Map.<String, Object>of(
                "resource",
                resource.getMetadata().getName(),
                "database",
                database,
                "request",
                request,
                "message",
                sentence);
        Outcomes.write(session, format, document, () -> session.console().line(sentence));
    }

    private void refuse(Stagecraft resource, String database) {
        var strategy = PendingMigrations.named(resource, database);
        Requests.refuseDeleted(resource);
        if (!strategy.equals(PendingMigrations.MANUAL)) {
            throw CommandFailure.of("The migrations of database " + database + " have the strategy " + strategy
                    + ": they run with a release, and stagecraft deploy makes one. Only those with the strategy manual"
                    + " run when somebody asks.");
        }
        Requests.refuseSuspended(session, resource);
        var standing = Requests.asked(resource, MIGRATE);
        if (!standing.isEmpty()
                && !standing.startsWith(database + "@")
                && !Requests.handledMigration(resource, standing)) {
            throw CommandFailure.of("The request " + standing
                    + " stands, and the operator has not begun with it: another one would take its place. Run this again when it"
                    + " is over; "
                    + Suggestion.command(
                            session, "status", resource.getMetadata().getName()) + " tells how far it is.");
        }
    }
}
