package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the operator to try again. */
@Command(
        name = "retry",
        description = "Tries again what failed, ends a hold, and puts right what has drifted.",
        footer = {"", "Examples:", "  stagecraft retry shop", "  stagecraft retry shop --wait=false"})
public final class RetryCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    final WaitOptions wait = new WaitOptions();

    @Mixin
    final ResourceName name = new ResourceName();

    public RetryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var ending = new Ending(session);
        wait.limit();
        var before = name.find(session);
        var meta = before.getMetadata();
        var plan = before.getStatus().plan();
        if (plan != null && Conditions.awaitsApproval(before)) {
            throw CommandFailure.of(
                            meta.getName() + " waits for the approval of a plan, which a retry does not give. Next: "
                                    + Next.command(session, "approve", meta.getName(), plan.id()))
                    .exiting(ExitCode.WAITING);
        }
        if (before.getSpec().suspend()) {
            throw CommandFailure.of(
                            meta.getName() + " is suspended, and a retry begins nothing before it is resumed. Next: "
                                    + Next.command(session, "resume", meta.getName()))
                    .exiting(ExitCode.WAITING);
        }
        var token = session.clock().instant().toString();
        session.world()
                .resources()
                .annotate(
                        meta.getNamespace(),
                        meta.getName(),
                        Map.of(Annotations.RETRY, token),
                        session.settings().dryRun());
        if (session.settings().dryRun()) {
            return ending.dryRun(before, "would ask for a retry of " + meta.getName());
        }
        return ending.of(Ask.of(new Goal.Retry(token), before), wait);
    }
}
