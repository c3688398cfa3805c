package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.AppliedSince;
import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan that brings hosts to what is to be served: the one that the operator runs is made here, and so is the one that is only shown. */
public final class ReleasePlans {
    private final Releases releases;

    public ReleasePlans(Releases releases) {
        this.releases = releases;
    }

    /**
     * What is to be served.
     *
     * @param intent how that comes about
     * @param made the images of it that are made from the source
     * @param databases as they compare with their migrations; none but for a new release
     */
    public record Wanted(ReleaseTarget target, Intent intent, List<BuildTarget> made, List<DatabaseTarget> databases) {
        public Wanted {
            made = List.copyOf(made);
            databases = List.copyOf(databases);
        }
    }

    /** @param state with the hosts as they were seen just now */
    public Plan plan(Gathered gathered, State state, Wanted wanted) {
        var target = wanted.target();
        var serving = serving(gathered, state, target);
        return Planner.plan(
                PlanInputs.desired(gathered, Optional.of(target), notes(gathered, serving))
                        .migrating(wanted.databases())
                        .building(wanted.made()),
                PlanInputs.observed(state, services(state, target, serving), since(state, wanted.intent())));
    }

    private static List<AppliedSince> since(State state, Intent intent) {
        return intent instanceof Intent.Rollback(var to, var reason) ? Migrations.since(state, to) : List.of();
    }

    /** The serving release, unless it is what is wanted. */
    private Optional<Served> serving(Gathered gathered, State state, ReleaseTarget wanted) {
        return state.history()
                .serving()
                .map(ReleaseRecord::id)
                .filter(id -> !wanted.release().equals(Optional.of(id)))
                .flatMap(id -> releases.stored(gathered.resource(), id));
    }

    /** What the serving release runs, which is read from its object unless it is what is wanted. */
    private static List<ServiceTarget> services(State state, ReleaseTarget wanted, Optional<Served> serving) {
        var id = state.history().serving().map(ReleaseRecord::id);
        if (id.isPresent() && wanted.release().equals(id)) {
            return wanted.services();
        }
        return serving.map(served -> served.target(ReleaseTarget.Kind.SERVE, id).services())
                .orElse(List.of());
    }

    /** What the reader of the plan of a new release should know. */
    private static List<String> notes(Gathered gathered, Optional<Served> serving) {
        var notes = new ArrayList<>(gathered.notes());
        serving.flatMap(served -> gathered.environment().changeSince(served.environment()))
                .ifPresent(notes::add);
        return notes;
    }
}
