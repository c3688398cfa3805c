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

/** All that is kept of a release. */
@Command(
        name = "show",
        description = "Shows all of a release: what it was made from, how it went, where it runs.",
        footer = {
            "",
            "RELEASE is an id, the beginning of one, a revision (3 or r3), current, or previous.",
            "Of the environment names are shown and never values; -o yaml also has the rendered Compose files.",
            "",
            "Examples:",
            "  stagecraft releases show current",
            "  stagecraft releases show r3 --name shop",
            "  stagecraft releases show rel-20261122 -o yaml"
        })
public final class ReleasesShow implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "RELEASE", description = "Which release.")
    String release = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one of the namespace.")
    @Nullable
    String name;

    public ReleasesShow(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(List.of("json", "yaml"));
        var resource = Named.find(session, name);
        var found = ReleaseShelf.of(session, resource).find(release);
        var digest = ReleaseDigest.of(found, resource);
        var console = session.console();
        if (format.isPresent()) {
            console.print(Documents.write(digest, format.get()));
        } else {
            new ReleasePage(digest, console, session.clock().instant()).lines().forEach(console::line);
        }
        return ExitCode.OK;
    }
}
