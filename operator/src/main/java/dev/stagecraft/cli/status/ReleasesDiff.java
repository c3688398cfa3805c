package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What changed from one release to another. */
@Command(
        name = "diff",
        description = "Shows what changed from release A to release B.",
        footer = {
            "",
            "A and B are ids, the beginning of one, revisions (3 or r3), current, or previous.",
            "Exit status: 0 nothing changed, 2 something did, 1 error.",
            "",
            "Examples:",
            "  stagecraft releases diff previous            what the last release changed",
            "  stagecraft releases diff r3 r5 --name shop",
            "  stagecraft releases diff r3 -o json"
        })
public final class ReleasesDiff implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "A", description = "The release to compare from.")
    String from = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "B",
            description = "The release to compare to; without it the current one.")
    @Nullable
    String to;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one of the namespace.")
    @Nullable
    String name;

    public ReleasesDiff(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var resource = Named.find(session, name);
        var shelf = ReleaseShelf.of(session, resource);
        var before = shelf.find(from);
        var after = to == null ? shelf.current() : shelf.find(to);
        var environment = new EnvironmentNames(session.world().releases(), ReleaseShelf.ref(resource));
        var changes = new Comparing(resource, before, after).changes(environment.between(before, after));
        var console = session.console();
        if (format.isPresent()) {
            console.print(Documents.write(changes, format.get()));
        } else {
            new ChangesPage(changes, console).lines().forEach(console::line);
        }
        return changes.any() ? ExitCode.CHANGES : ExitCode.OK;
    }
}
