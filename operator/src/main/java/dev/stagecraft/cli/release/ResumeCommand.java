package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the steps begin again. */
@Command(
        name = "resume",
        description = "Goes on after a suspension.",
        footer = {"", "Examples:", "  stagecraft resume shop", "  stagecraft resume --env staging"})
public final class ResumeCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    public ResumeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        return new Suspension(session).set(name.find(session), false, " goes on");
    }
}
