package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is pending, as the operator knows it: only the operator reaches the databases. */
@Command(
        name = "plan",
        description = "Shows the pending migrations, in the order in which they run.",
        footer = {
            "",
            "Examples:",
            "  stagecraft migrate plan shop                  exit status 2: something is pending",
            "  stagecraft migrate plan shop --database main  one database",
            "  stagecraft migrate plan shop --refresh        have the operator look first"
        })
public final class MigratePlan implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(names = "--database", paramLabel = "DB", description = "Only this database.")
    @Nullable
    String database;

    @Option(names = "--refresh", description = "Ask the operator to look anew before it is shown.")
    boolean refresh;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "2m",
            description = "How long to wait for the operator with --refresh; 2m by default.")
    String timeout = "";

    public MigratePlan(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var limit = Limit.of(timeout);
        var resource = name.find(session);
        if (refresh) {
            resource = refreshed(resource, limit);
        }
        Requests.warnIfBehind(session, resource);
        var databases = PendingMigrations.of(resource, database);
        if (format.isPresent()) {
            session.console().print(Documents.write(Map.of("databases", databases), format.get()));
        } else {
            print(session.console(), resource, databases);
        }
        known(databases);
        return databases.stream().anyMatch(found -> found.pendingCount() > 0) ? ExitCode.CHANGES : ExitCode.OK;
    }

    /** Where nobody knows, there is no answer; and how old an answer is that no look makes younger. */
    private void known(List<PendingMigrations.Database> databases) {
        var old = names(databases.stream()
                .filter(found -> found.known() && found.strategy().equals(PendingMigrations.MANUAL)));
        if (!old.isEmpty()) {
            session.console()
                    .note("What is pending of " + old
                            + " is from the last release or request: with the strategy manual the"
                            + " operator compares it with its files only then, and --refresh does not.");
        }
        var unknown = names(databases.stream().filter(found -> !found.known()));
        if (!unknown.isEmpty()) {
            throw CommandFailure.of("Nobody knows what is pending of " + unknown
                    + ": the operator has not looked into it yet, which it does for a release; what keeps it from that is"
                    + " told by stagecraft status.");
        }
    }

    private static String names(Stream<PendingMigrations.Database> databases) {
        return databases.map(PendingMigrations.Database::name).collect(Collectors.joining(", "));
    }

    private Stagecraft refreshed(Stagecraft resource, Duration limit) {
        Requests.refuseDeleted(resource);
        var own = resource.getMetadata().getName();
        var token = Requests.token(session);
        Requests.ask(session, resource, Map.of("reconcile", token));
        if (session.settings().dryRun()) {
            return resource;
        }
        var look = new NewLook(token, resource);
        var seen = new Waiting(session, limit).until(resource, "a new look of the operator at " + own, now -> {
            var there =
                    now.orElseThrow(() -> CommandFailure.of(own + " was deleted before the operator had looked anew."));
            look.see(there);
            return Optional.of(there)
                    .filter(found -> look.taken() || look.trouble(found).isPresent());
        });
        if (!look.taken()) {
            var why = Requests.condition(seen, "Stalled").orElseThrow().getMessage();
            session.console().warn("the operator did not look anew, as it stands still: " + Sentence.of(why));
        }
        return seen;
    }

    private static void print(Console console, Stagecraft resource, List<PendingMigrations.Database> databases) {
        if (databases.isEmpty()) {
            console.line("No database of " + resource.getMetadata().getName() + " has migrations.");
            return;
        }
        var table = Table.of("DATABASE", "STRATEGY", "APPLIED", "LAST", "PENDING", "NOTE");
        databases.forEach(found -> table.row(
                found.name(),
                found.strategy(),
                found.known() ? String.valueOf(found.applied()) : "?",
                found.last().isEmpty() ? "-" : found.last(),
                found.known() ? String.valueOf(found.pendingCount()) : "?",
                note(found)));
        table.print(console);
        var files = Table.of("DATABASE", "MIGRATION", "PHASE", "CLASS", "WHY");
        databases.forEach(found -> found.pending()
                .forEach(file -> files.row(found.name(), file.id(), file.phase(), file.risk(), file.reason())));
        if (!files.isEmpty()) {
            console.line();
            files.print(console);
        }
        databases.stream()
                .filter(found -> found.pending().size() < found.pendingCount())
                .forEach(found -> console.warn(
                        "the operator lists only " + found.pending().size() + " of the " + found.pendingCount()
                                + " pending migrations of " + found.name() + "."));
    }

    private static String note(PendingMigrations.Database found) {
        return Optional.of(found.note())
                .filter(words -> !words.isEmpty())
                .orElse(found.known() ? "" : "the operator has not looked into it yet");
    }
}
