package dev.stagecraft.reconcile.preview;

import dev.stagecraft.api.v1alpha1.HookSpec;
import dev.stagecraft.plan.AppliedSince;
import dev.stagecraft.plan.Desired;
import dev.stagecraft.plan.HookTarget;
import dev.stagecraft.plan.Observed;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.RollbackChoice;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.State;
import java.util.List;
import java.util.Optional;

/** What the planner is given. */
public final class PlanInputs {
    private PlanInputs() {}

    /** For the spec as it was gathered, with its own notes. */
    public static Desired desired(Gathered gathered, Optional<ReleaseTarget> release) {
        return desired(gathered, release, gathered.notes());
    }

    static Desired desired(Gathered gathered, Optional<ReleaseTarget> release, List<String> notes) {
        return new Desired(
                        gathered.resource().uid(),
                        gathered.cloud().ownsMachines(),
                        gathered.hosts(),
                        gathered.cloud().defaults(),
                        gathered.specHash(),
                        release,
                        Math.max(1, gathered.spec().rollout().batch()),
                        notes)
                .hooking(gathered.spec().hooks().stream()
                        .flatMap(hook -> target(hook).stream())
                        .toList());
    }

    private static Optional<HookTarget> target(HookSpec hook) {
        return HookTarget.When.of(hook.when())
                .map(when -> new HookTarget(
                        hook.name(),
                        when,
                        Phase.of(hook.phase()),
                        hook.service(),
                        hook.limit(),
                        hook.onFailure().equals(HookSpec.CONTINUE),
                        hook.command()));
    }

    /**
     * @param services what the serving release runs
     * @param since for a rollback, what databases were given after the release that is to be served again
     */
    public static Observed observed(State state, List<ServiceTarget> services, List<AppliedSince> since) {
        return new Observed(
                state.hosts().stream().map(HostRecord::observed).toList(),
                state.history().serving().map(ReleaseRecord::id),
                services,
                state.history().releases().stream()
                        .filter(release -> release.state() == ReleaseState.SUCCEEDED)
                        .map(release -> new RollbackChoice(release.id(), release.version()))
                        .toList(),
                since);
    }
}
