package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets no step begin. */
@Command(
        name = "suspend",
        description = "Lets no further step begin; one that is under way ends.",
        footer = {"", "Examples:", "  stagecraft suspend shop", "  stagecraft suspend --env staging"})
public final class SuspendCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    public SuspendCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Suspension(session)
                .set(name.find(session), true, " is suspended: no step begins, and one that is under way ends");
    }
}
