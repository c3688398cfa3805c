package dev.stagecraft.cli.completion;

import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the scripts of the shells, and kubectl, ask: the words so far, the last of them unfinished. */
@Command(
        name = "__complete",
        hidden = true,
        description = "Says what the last of these words may become.",
        footer = {"", "Examples:", "  stagecraft __complete -- status sho"})
public final class CompleteCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(arity = "0..*", paramLabel = "WORD", description = "The words after the command's own name.")
    List<String> words = List.of();

    @Spec
    CommandSpec spec;

    public CompleteCommand(Session session) {
        this.session = session;
        spec = CommandSpec.create();
    }

    @Override
    public Integer call() {
        // To the console that is there in any case: settings that cannot be read are for the command to tell, not for
        // this one.
        session.surroundings()
                .console()
                .print(new Completer(spec.root(), new Names(session))
                        .answer(words)
                        .text());
        return ExitCode.OK;
    }
}
