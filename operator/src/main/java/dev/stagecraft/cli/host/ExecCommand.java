package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.LocalTerminal;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.ContainerCommands;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a command in a container. */
@Command(
        name = "exec",
        description = "Runs a command in a container of a service, and ends with its exit status.",
        footer = {
            "",
            "Examples:",
            "  stagecraft exec web -- env               in the first healthy container",
            "  stagecraft exec web -it -- sh            a shell",
            "  stagecraft exec db -i -- psql < file.sql"
        })
public final class ExecCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "SERVICE", description = "The service, as the Compose file names it.")
    String service = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "After --, the program and its words, which reach it as they are.")
    List<String> command = List.of();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "On that host; without it on the first that is healthy.")
    @Nullable
    String host;

    @Option(
            names = {"-i", "--stdin"},
            description = "Give the command this one's standard input.")
    boolean stdin;

    @Option(
            names = {"-t", "--tty"},
            description = "Give the command a terminal.")
    boolean tty;

    @Option(names = "--name", paramLabel = "NAME", description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    public ExecCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        GivenWords.whole(command);
        var fleet = Fleet.of(session, name);
        var wanted = Services.of(session, fleet).find(service);
        var addresses = Addresses.of(session, fleet, fleet.running(wanted, host));
        if (session.settings().dryRun()) {
            Intended.tell(
                    session,
                    addresses.getFirst(),
                    ContainerCommands.exec("CONTAINER-OF-" + service, stdin, tty, command));
            return ExitCode.OK;
        }
        var reach = new Reach(session.world().hosts(), fleet.owner(), wanted, addresses);
        var terminal = tty ? session.world().terminal() : Optional.<LocalTerminal>empty();
        if (tty && terminal.isEmpty()) {
            throw SshCommand.noTerminal();
        }
        try (var place = Place.find(reach, session.console())) {
            var argv = ContainerCommands.exec(place.container().id(), stdin, tty, command);
            var conversation = new Conversation(session, place.connection());
            return terminal.isPresent()
                    ? conversation.onTerminal(argv, terminal.get())
                    : conversation.piped(argv, stdin);
        }
    }
}
