package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets no step begin. */
@Command(
        name = "suspend",
        description = "Lets no further step begin; one that is under way ends.",
        footer = {"", "Examples:", "  stagecraft suspend shop", "  stagecraft suspend --env staging"})
public final class SuspendCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    public SuspendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Suspension(session).set(name, true, " is suspended: no step begins, and one that is under way ends");
    }
}
