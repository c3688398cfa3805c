package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.GitOwner;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks for an old release to be served again. */
@Command(
        name = "rollback",
        description = "Serves an old release again: nothing is built, and no migration runs or is undone.",
        footer = {
            "",
            "The spec stays as it is; what was rolled back from is held off until the spec changes or a retry is asked for.",
            "",
            "Examples:",
            "  stagecraft rollback shop                              to the release before",
            "  stagecraft rollback shop --to rel-20261123-101500123",
            "  stagecraft rollback shop --dry-run                    only say to which"
        })
public final class RollbackCommand implements Callable<Integer> {
    private static final int SEEN_SECONDS = 60;

    private final Session session;

    @Mixin
    final WaitOptions wait = new WaitOptions();

    @Mixin
    final ResourceName name = new ResourceName();

    @Option(
            names = "--to",
            paramLabel = "RELEASE",
            description = "The release to serve again; without it the one before that which serves.")
    @Nullable
    String to;

    public RollbackCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var ending = new Ending(session);
        wait.limit();
        var before = name.find(session);
        var targets = new Targets(before);
        var target = to == null ? targets.previous() : targets.named(to);
        var serving = before.getStatus().current();
        var what = before.getMetadata().getName() + " to release " + target.id() + " of version " + target.version();
        if (serving != null && serving.release().equals(target.id()) && rests(before)) {
            return ending.nothing(
                    before,
                    before.getMetadata().getName() + " serves release " + target.id() + " of version "
                            + target.version() + " already");
        }
        GitOwner.warnOfRollback(session, before, target.version());
        if (session.settings().dryRun()) {
            annotate(before, Map.of(Annotations.ROLLBACK_TO, target.id()), true);
            return ending.dryRun(before, "would roll back " + what);
        }
        session.console().note("rolling back " + what);
        var ask = Ask.of(new Goal.Rollback(target.id()), before);
        if (target.id().equals(Annotations.of(before, Annotations.ROLLBACK_TO))) {
            if (before.getStatus().handled().rollbackTo().equals(target.id())) {
                takeAway(before, target.id());
            } else if (Conditions.awaitsApproval(before) && Conditions.seen(before)) {
                // Nothing goes before a rollback that was asked for, so the plan that waits is the one of it.
                return ending.waits(
                        ask, Objects.requireNonNull(before.getStatus().plan()));
            }
        }
        annotate(before, Map.of(Annotations.ROLLBACK_TO, target.id()), false);
        return ending.of(ask, wait);
    }

    private static boolean rests(Stagecraft resource) {
        return Conditions.ready(resource)
                || (Conditions.seen(resource) && resource.getStatus().phase().equals("RolledBack"));
    }

    private Stagecraft annotate(Stagecraft resource, Map<String, @Nullable String> annotations, boolean dryRun) {
        var meta = resource.getMetadata();
        return session.world().resources().annotate(meta.getNamespace(), meta.getName(), annotations, dryRun);
    }

    /** The same request counts once: it is taken away, and asked anew when the operator has seen that. */
    private void takeAway(Stagecraft resource, String id) {
        var nothing = new HashMap<String, @Nullable String>();
        nothing.put(Annotations.ROLLBACK_TO, null);
        annotate(resource, nothing, false);
        var seen = new CountDownLatch(1);
        var meta = resource.getMetadata();
        try (var _ = session.world()
                .resources()
                .watch(
                        meta.getNamespace(),
                        meta.getName(),
                        now -> now.filter(found ->
                                        found.getStatus().handled().rollbackTo().equals(id))
                                .ifPresentOrElse(found -> {}, seen::countDown))) {
            if (!seen.await(SEEN_SECONDS, TimeUnit.SECONDS)) {
                throw CommandFailure.of("The operator does not see that the last rollback to " + id
                        + " is asked for anew; see whether it runs, and run this again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of("Interrupted before the rollback was asked for; run this again.");
        }
    }
}
