package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Confirmation;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves the plan that waits. */
@Command(
        name = "approve",
        description = "Lets the plan run that waits for a person, and follows it.",
        footer = {
            "",
            "An approval is for the plan that was read: without its id the plan is shown first, and asked about.",
            "",
            "Examples:",
            "  stagecraft approve shop",
            "  stagecraft approve shop sha256:4f1c...   the id that deploy and status show",
            "  stagecraft approve shop --yes            whatever waits"
        })
public final class ApproveCommand implements Callable<Integer> {
    private static final String PLAN = "sha256:";

    private final Session session;

    @Mixin
    final WaitOptions wait = new WaitOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PLAN", description = "The id of the plan that was read.")
    @Nullable
    String plan;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    public ApproveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var ending = new Ending(session);
        wait.limit();
        if (plan == null && name != null && name.startsWith(PLAN)) {
            plan = name;
            name = null;
        }
        var before = Named.find(session, name);
        var resource = before.getMetadata().getName();
        var shown = before.getStatus().plan();
        if (plan != null) {
            refuseAnother(before, plan);
        }
        if (!Conditions.awaitsApproval(before)) {
            return ending.nothing(before, "nothing of " + resource + " waits for an approval");
        }
        var waiting = Objects.requireNonNull(shown);
        if (!Conditions.seen(before)) {
            throw CommandFailure.of(
                    "The plan of " + resource
                            + " was made for a spec that has changed since; run this again when the operator has made the next one.");
        }
        if (plan == null && !agreed(before, waiting)) {
            return ending.refused(before, "nothing was approved");
        }
        session.world()
                .resources()
                .annotate(
                        before.getMetadata().getNamespace(),
                        resource,
                        Map.of(Annotations.APPROVE, waiting.id()),
                        session.settings().dryRun());
        if (session.settings().dryRun()) {
            return ending.dryRun(before, "would approve plan " + waiting.id() + " of " + resource);
        }
        return ending.of(Ask.of(new Goal.Approve(waiting.id()), before), wait);
    }

    private static void refuseAnother(Stagecraft before, String given) {
        var shown = before.getStatus().plan();
        var current = shown == null ? "" : shown.id();
        if (!given.equals(current)) {
            throw CommandFailure.of("Plan " + given + " is not the plan of "
                    + before.getMetadata().getName() + ": "
                    + (current.isEmpty()
                            ? "it has none now."
                            : "it has moved, and is " + current + " now. Read that one before you approve it."));
        }
    }

    private boolean agreed(Stagecraft before, PlanStatus waiting) {
        PlanWords.summary(waiting).forEach(session.console()::note);
        if (yes || session.settings().dryRun()) {
            return true;
        }
        var resource = before.getMetadata().getName();
        if (!session.console().screen().terminal()) {
            throw CommandFailure.of("There is nobody to ask whether this plan may run. Next: "
                    + Next.command(session, "approve", resource, waiting.id()));
        }
        return Confirmation.agreed(session, "Approve this plan of " + resource + "?");
    }
}
