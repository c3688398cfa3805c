package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a resource stands, or all of them. */
@Command(
        name = "status",
        description = "Shows what runs, what is not as it should be, what it waits for, and the command that gets on.",
        footer = {
            "",
            "Exit status: 0 ready or under way, 1 failed or standing still, 3 a person must act.",
            "",
            "Examples:",
            "  stagecraft status             the resource of this namespace, or all of them",
            "  stagecraft status shop        one of them",
            "  stagecraft status shop -w     and again at every change, until Ctrl-C",
            "  stagecraft status -A          all that there are, a line each",
            "  stagecraft status -o json     for programs"
        })
public final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The Stagecraft; without it all of the namespace.")
    @Nullable
    String name;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Those of all namespaces, a line each.")
    boolean everywhere;

    @Option(
            names = {"-w", "--watch"},
            description = "Show it again whenever it changes.")
    boolean watch;

    public StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        if (everywhere) {
            return all(format);
        }
        var several = name == null ? several() : List.<Stagecraft>of();
        if (several.size() > 1) {
            alone("there is more than one Stagecraft in namespace " + session.namespace());
            return table(several, format);
        }
        var resource = Named.find(session, name);
        if (watch) {
            return new StatusWatch(session, format).follow(resource);
        }
        new StatusView(session, format).write(resource);
        return Verdict.of(resource);
    }

    private int all(Optional<String> format) {
        if (name != null) {
            throw CommandFailure.of("A NAME says which one, and --all-namespaces wants all; leave one of them out.");
        }
        alone("--all-namespaces shows a line each");
        var found = session.world().resources().listAll().stream()
                .filter(this::meant)
                .toList();
        if (found.isEmpty()) {
            throw CommandFailure.of("There is no Stagecraft in any namespace; apply one (stagecraft init writes one).");
        }
        return table(found, format);
    }

    private void alone(String why) {
        if (watch) {
            throw CommandFailure.of("Only one Stagecraft can be watched, and " + why + "; name one.");
        }
    }

    private List<Stagecraft> several() {
        return session.world().resources().list(session.namespace()).stream()
                .filter(this::meant)
                .toList();
    }

    private boolean meant(Stagecraft resource) {
        return session.settings()
                .env()
                .map(env -> env.equals(resource.getSpec().environment()))
                .orElse(true);
    }

    private int table(List<Stagecraft> resources, Optional<String> format) {
        var console = session.console();
        if (format.isPresent()) {
            var items = resources.stream()
                    .map(new StatusView(session, format)::digest)
                    .toList();
            console.print(Documents.write(Map.of("items", items), format.get()));
        } else {
            var sheet = new Sheet(console);
            sheet.table(StatusTable.rows(resources, everywhere, session.clock().instant()));
            sheet.lines().forEach(console::line);
        }
        return Verdict.of(resources);
    }
}
