package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets the steps begin again. */
@Command(
        name = "resume",
        description = "Goes on after a suspension.",
        footer = {"", "Examples:", "  stagecraft resume shop", "  stagecraft resume --env staging"})
public final class ResumeCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    public ResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Suspension(session).set(name, false, " goes on");
    }
}
