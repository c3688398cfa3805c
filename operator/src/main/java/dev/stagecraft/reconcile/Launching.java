package dev.stagecraft.reconcile;

import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.AbandonedBuilds;
import dev.stagecraft.reconcile.step.StepRunner;
import dev.stagecraft.reconcile.step.StepSettings;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides with what this process runs already which steps begin now. */
final class Launching {
    private final StepRunner runner;
    private final StepSettings settings;
    private final String holder;
    private final Supplier<String> createIds;
    private final AbandonedBuilds abandoned;

    /**
     * @param holder the name of this process, another one at each start
     * @param createIds random ids, each used once
     * @param abandoned ends builds that nobody wants any more
     */
    Launching(
            StepRunner runner,
            StepSettings settings,
            String holder,
            Supplier<String> createIds,
            AbandonedBuilds abandoned) {
        this.runner = runner;
        this.settings = settings;
        this.holder = holder;
        this.createIds = createIds;
        this.abandoned = abandoned;
    }

    String holder() {
        return holder;
    }

    Duration createWindow() {
        return settings.createWindow();
    }

    /** Whether a step is on a thread, or ended after this look began, so that the look does not know how. */
    boolean executing(Look look) {
        return runner.busy(look.gathered().resource().uid());
    }

    /**
     * Gives up what the plan began, as far as it is on no thread just now.
     *
     * @param builds whether images that the resource asks for may be wanted still
     */
    void forget(Look look, boolean builds) {
        abandoned.end(look.gathered(), look.state(), builds);
        runner.forget(look.gathered().resource().uid());
    }

    /** Ends the builds that the plan began. */
    void abandon(Gathered gathered, State state) {
        abandoned.end(gathered, state, false);
    }

    Decision next(Look look) {
        var uid = look.gathered().resource().uid();
        var plan = look.state().run().map(Run::planId).orElse("");
        var result = Launches.next(
                look.state(),
                new Launches.Around(
                        look.now(),
                        holder,
                        ids(look),
                        step -> runner.has(new StepRunner.Key(uid, plan, step)),
                        step -> StepLimits.of(step, look.gathered(), look.state()),
                        settings.createWindow()));
        return Decision.of(result.state()).launching(result.launches());
    }

    private Map<String, String> ids(Look look) {
        return look.state().run().stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.kind() == StepKind.CREATE_HOST)
                .collect(Collectors.toMap(StepProgress::target, step -> createIds.get(), (a, b) -> a));
    }
}
