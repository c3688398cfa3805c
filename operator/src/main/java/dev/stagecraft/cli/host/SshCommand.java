package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.LocalTerminal;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.host.HostAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens a shell on a host, or runs a command there. */
@Command(
        name = "ssh",
        description = "Opens a shell on a host, or runs a command there, and ends with its exit status.",
        footer = {
            "",
            "Examples:",
            "  stagecraft ssh app-1                     a shell",
            "  stagecraft ssh app-1 -- df -h /          one command",
            "  stagecraft ssh app-1 -- sh -c 'docker ps | wc -l'",
            "  stagecraft ssh -t app-1 -- top           one that needs a terminal"
        })
public final class SshCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", paramLabel = "HOST", description = "The host, as stagecraft hosts lists it.")
    String host = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "After --, the program and its words, which reach it as they are.")
    List<String> command = List.of();

    @Option(
            names = {"-t", "--tty"},
            description = "Give the command a terminal; a shell has one wherever there is one here.")
    boolean tty;

    @Option(names = "--name", paramLabel = "NAME", description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    public SshCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        GivenWords.whole(command);
        var fleet = Fleet.of(session, name);
        var address = Addresses.of(session, fleet, List.of(fleet.host(host))).getFirst();
        if (session.settings().dryRun()) {
            dryRun(address);
            return ExitCode.OK;
        }
        var terminal = tty || command.isEmpty() ? session.world().terminal() : Optional.<LocalTerminal>empty();
        if (tty && terminal.isEmpty()) {
            throw noTerminal();
        }
        try (var connection = session.world().hosts().connect(address)) {
            var conversation = new Conversation(session, connection);
            return terminal.isPresent()
                    ? conversation.onTerminal(command, terminal.get())
                    : conversation.piped(command, true);
        }
    }

    private void dryRun(HostAddress address) {
        if (command.isEmpty()) {
            session.console().line(Intended.on(address, "a shell"));
        } else {
            Intended.tell(session, address, command);
        }
    }

    static CommandFailure noTerminal() {
        return CommandFailure.of(
                "There is no terminal to hand over: standard input and output must be one for -t; leave it out.");
    }
}
