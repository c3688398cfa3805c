package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.ContainerCommands;
import dev.stagecraft.host.LogRange;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the containers of a service print. */
@Command(
        name = "logs",
        description = "Shows what the containers of a service print, on every host that runs it.",
        footer = {
            "",
            "Examples:",
            "  stagecraft logs web                      all of it, in the order of time",
            "  stagecraft logs web -f --tail 20         the last lines, and what follows until Ctrl-C",
            "  stagecraft logs web --since 10m --host app-1"
        })
public final class LogsCommand implements Callable<Integer> {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(\\.[0-9]{1,9})?(h|m|s))+");
    private static final Pattern TIME = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?");

    private final Session session;

    @Parameters(paramLabel = "SERVICE", description = "The service, as the Compose file names it.")
    String service = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is printed, until Ctrl-C.")
    boolean follow;

    @Option(names = "--host", paramLabel = "HOST", description = "Only on that host.")
    @Nullable
    String host;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only so many of the last lines of each container.")
    @Nullable
    Integer tail;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only what was printed since then: 10m ago, or a time such as 2026-11-23T10:00:00Z.")
    @Nullable
    String since;

    @Option(names = "--name", paramLabel = "NAME", description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    public LogsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var range = range();
        var fleet = Fleet.of(session, name);
        var wanted = Services.of(session, fleet).find(service);
        var addresses = Addresses.of(session, fleet, fleet.running(wanted, host));
        if (session.settings().dryRun()) {
            addresses.forEach(address -> Intended.tell(
                    session, address, ContainerCommands.plainLogs("CONTAINER-OF-" + service, range, follow)));
            return ExitCode.OK;
        }
        var reach = new Reach(session.world().hosts(), fleet.owner(), wanted, addresses);
        if (follow) {
            return new FollowedLogs(reach, range, session.console()).follow();
        }
        try (var logs = new PrintedLogs(reach, range, session.console())) {
            return logs.print();
        }
    }

    private LogRange range() {
        if (tail != null && tail < 0) {
            throw CommandFailure.of(
                    "--tail " + tail + " is no number of lines; write 0 or more, or leave it out for all.");
        }
        if (since != null
                && !DURATION.matcher(since).matches()
                && !TIME.matcher(since).matches()) {
            throw CommandFailure.of("--since " + since
                    + " is neither how long ago nor a time; write it as in 30s, 10m, 1h30m or 2026-11-23T10:00:00Z.");
        }
        return new LogRange(Optional.ofNullable(tail), Optional.ofNullable(since));
    }
}
