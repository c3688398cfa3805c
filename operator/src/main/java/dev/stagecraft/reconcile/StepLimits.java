package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Durations;
import dev.stagecraft.build.BackgroundBuilds;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.Hooks;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long the tries and waits of a step may take together, by what the spec lets its services take. */
final class StepLimits {
    /** A host may be restarted under a health check, which ends by itself when its services had their time. */
    private static final Duration HOST_AWAY = Duration.ofMinutes(5);

    private StepLimits() {}

    static Duration of(StepProgress step, Gathered gathered, State state) {
        return switch (step.kind()) {
            case BUILD_IMAGE ->
                step.kind().deadline().plus(gathered.spec().build().limit().multipliedBy(rounds(state)));
            case CHECK_HEALTH -> gathered.spec().rollout().healthWait().plus(HOST_AWAY);
            case START_ACCESSORIES, ROLL_OUT -> step.kind().deadline().plus(oneAfterTheOther(step, gathered, state));
            case RUN_HOOK -> hook(step);
            case CREATE_HOST,
                    BOOTSTRAP_HOST,
                    DELETE_HOST,
                    CLEAR_HOST,
                    RECORD_RELEASE,
                    PUSH_IMAGE,
                    PIN_RELEASE,
                    PREPARE_HOST,
                    MIGRATE_DATABASE,
                    FINALIZE_HOST -> step.kind().deadline();
        };
    }

    /** The last builds of a plan wait for their turn. */
    private static long rounds(State state) {
        var builds = state.run().stream()
                .flatMap(run -> run.steps().stream())
                .filter(step -> step.kind() == StepKind.BUILD_IMAGE)
                .count();
        return Math.max(1, Math.ceilDiv(builds, BackgroundBuilds.AT_ONCE));
    }

    /** What waits for a rollback must not hold it up for longer than the hook itself may take. */
    private static Duration hook(StepProgress step) {
        var limit = Durations.parse(step.inputs().getOrDefault("timeout", ""), Duration.ofMinutes(5));
        return Hooks.afterFailure(step) ? limit : step.kind().deadline().plus(limit);
    }

    /** Services are rolled one after the other, and each may need all the time that it has. */
    private static Duration oneAfterTheOther(StepProgress step, Gathered gathered, State state) {
        var variables = gathered.variables().revealed();
        return state
                .host(step.target())
                .flatMap(host -> Optional.ofNullable(gathered.parts().get(host.role())))
                .map(part -> part.services())
                .orElse(List.of())
                .stream()
                .map(service -> one(service.resolved(variables), gathered))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration one(ServiceDefinition service, Gathered gathered) {
        var rollout = gathered.spec().rollout();
        var drain = rollout.drainWait();
        var asked = service.stopGracePeriod().filter(grace -> grace.compareTo(drain) > 0);
        return rollout.healthWait().plus(asked.orElse(drain));
    }
}
