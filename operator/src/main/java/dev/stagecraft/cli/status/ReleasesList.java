package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The releases of a resource, newest first. */
@Command(
        name = "list",
        description = "Lists the releases that are kept, the newest first.",
        footer = {
            "",
            "The one that serves has a star.",
            "",
            "Examples:",
            "  stagecraft releases list              those of the only Stagecraft of this namespace",
            "  stagecraft releases list shop --limit 3",
            "  stagecraft releases list shop -o json"
        })
public final class ReleasesList implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(names = "--limit", paramLabel = "COUNT", description = "No more than that many.")
    @Nullable
    Integer limit;

    public ReleasesList(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        if (limit != null && limit < 1) {
            throw CommandFailure.of("--limit " + limit + " leaves nothing to list; write 1 or more.");
        }
        var resource = name.find(session);
        var releases = ReleaseShelf.of(session, resource).releases().stream()
                .limit(limit == null ? Long.MAX_VALUE : limit)
                .toList();
        var console = session.console();
        if (format.isPresent()) {
            var items = releases.stream().map(ReleaseDigest::brief).toList();
            console.print(Documents.write(Map.of("items", items), format.get()));
        } else if (releases.isEmpty()) {
            console.note("Nothing was released of " + resource.getMetadata().getName() + " yet.");
        } else {
            var sheet = new Sheet(console);
            sheet.table(rows(releases));
            sheet.lines().forEach(console::line);
        }
        return ExitCode.OK;
    }

    private List<List<Cell>> rows(List<ReleaseView> releases) {
        var now = session.clock().instant();
        var rows = new ArrayList<List<Cell>>();
        rows.add(cells("REV", "RELEASE", "VERSION", "TYPE", "STATE", "STARTED", "TOOK", "NOTE"));
        releases.forEach(release -> rows.add(row(release, now)));
        return rows;
    }

    private static List<Cell> row(ReleaseView release, Instant now) {
        var started = release.startedAt();
        var finished = release.finishedAt();
        boolean running = release.state().equals("Running");
        return cells(
                release.revision() + (release.current() ? " *" : ""),
                release.id(),
                release.version(),
                release.type(),
                release.state(),
                started == null ? "-" : Ages.since(started, now) + " ago",
                Ages.between(started, running ? now : finished),
                release.current() ? "serves" : release.reason());
    }

    private static List<Cell> cells(String... texts) {
        return List.of(texts).stream().map(Cell::state).toList();
    }
}
