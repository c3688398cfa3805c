package dev.stagecraft.reconcile.preview;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.gather.Source;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.reconcile.observe.Pins;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.Sightings;
import dev.stagecraft.release.Sightings.Sighting;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import dev.stagecraft.status.StateReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Computes what the operator would plan for a resource. Changes nothing; machines and databases are not looked at, but taken as status has them. */
public final class Previews {
    /** A machine that was asked for may be on its way as long as the operator's default says. */
    private static final Duration CREATE_WINDOW = Duration.ofMinutes(10);

    private final Gatherer gatherer;
    private final Releases releases;
    private final RollbackRequests rollbacks;
    private final ReleasePlans plans;
    private final Function<Gathered, ImageLook> images;
    private final MigrationSources migrations;

    /**
     * @param gatherer over ports that write nothing
     * @param images finds those of a new release
     */
    public Previews(
            Gatherer gatherer, Releases releases, Function<Gathered, ImageLook> images, MigrationSources migrations) {
        this.gatherer = gatherer;
        this.releases = releases;
        this.rollbacks = new RollbackRequests(releases);
        this.plans = new ReleasePlans(releases);
        this.images = images;
        this.migrations = migrations;
    }

    /** What is to be served, and what a reader should know of how it was found. */
    private record Chosen(Served served, ReleasePlans.Wanted wanted, List<String> notes) {}

    /** @param now which tells how long ago machines were asked for */
    public Preview of(Stagecraft resource, Instant now) {
        return of(resource, Remembered.of(resource, releases), now);
    }

    /** As for a resource that nobody has released yet: what it asks for beside the spec is about releases that there are not. */
    public Preview fromNothing(Stagecraft resource) {
        var nothing = StateReading.read(StagecraftStatus.EMPTY);
        return of(resource, nothing.handled(RequestReading.read(resource)), Instant.EPOCH);
    }

    private Preview of(Stagecraft resource, State state, Instant now) {
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            return refused(
                    "Deleting",
                    "the resource is being deleted: the operator takes down what it made and plans nothing else");
        }
        var known = new Sources.Known(state.source(), RequestReading.occasion(resource, state));
        return switch (gatherer.gather(resource, known)) {
            case GatherResult.Complete(var gathered) ->
                gathered(
                        gathered,
                        state.releasing(gathered.fromSource().source().map(Source::mark)),
                        RequestReading.read(resource),
                        now);
            case GatherResult.Refused(var why) -> new Preview.Refused(why);
            case GatherResult.Troubled(var why) -> new Preview.Refused(why);
            case GatherResult.SourceAway(var why, var passing) -> new Preview.Refused(why);
            case GatherResult.Pending() ->
                new Preview.Refused(new Finding(
                        "GitUnreachable", "spec.source.git: it was not read yet; try again, or give --source"));
        };
    }

    private Preview gathered(Gathered gathered, State remembered, Requests asked, Instant now) {
        boolean retry = asked.retryIsNew(remembered.handled());
        var rollback = rollbacks.asked(gathered.resource(), remembered, asked);
        if (rollback.isPresent() && rollback.get().target().isEmpty()) {
            return new Preview.Refused(rollback.get().missing());
        }
        var back = rollback.flatMap(RollbackRequests.RollbackRequest::target);
        try {
            boolean owned = gathered.cloud().ownsMachines();
            // Machines of ours come from status itself, so there is no list that anybody would have to vouch for.
            var terms = new Sightings.Terms(retry || owned, owned, now, CREATE_WINDOW);
            return switch (Sightings.take(remembered, gathered.hosts(), sightings(gathered, remembered), terms)) {
                case Sightings.Result.Seen(var state) -> seen(gathered, state, retry, back);
                case Sightings.Result.Duplicate(var host, var machines) ->
                    refused("DuplicateDroplet", "host " + host + " has more than one machine: " + machines);
                case Sightings.Result.AllGone(var count) ->
                    refused(
                            "SuspiciousObservation",
                            "none of " + count
                                    + " known machines is declared any more; nothing is done. If they are gone"
                                    + " indeed, ask for a retry");
                case Sightings.Result.Unreachable(var host) ->
                    refused(
                            "InvalidSpec",
                            gathered.cloud().path() + ".hosts." + host + ": host " + host
                                    + " is no longer declared and still serves a release; put its entry back until it is"
                                    + " cleared. If the machine is gone, ask for a retry");
            };
        } catch (CloudException e) {
            return refused("CloudUnreachable", String.valueOf(e.getMessage()));
        }
    }

    private static Preview refused(String reason, String message) {
        return new Preview.Refused(new Finding(reason, message));
    }

    /** Machines of ours are taken as status has them; those that are borrowed stand in the spec itself. */
    private static List<Sighting> sightings(Gathered gathered, State state) {
        var cloud = gathered.cloud();
        if (!cloud.ownsMachines()) {
            return MachineWatch.sightings(cloud.driver().list(cloud.owner()));
        }
        return state.hosts().stream()
                .flatMap(host ->
                        host.machineId().stream().map(id -> new Sighting(host.name(), host.role(), machine(host, id))))
                .toList();
    }

    private static HostRecord.Machine machine(HostRecord host, String id) {
        return new HostRecord.Machine(id, host.publicIp(), host.privateIp(), host.size(), host.region(), host.image());
    }

    private Preview seen(Gathered gathered, State seen, boolean retry, Optional<ReleaseRecord> rollback) {
        var state = Remembered.withoutForeignFailure(seen, gathered.specHash());
        var intent = Remembered.intent(state, gathered, retry, rollback);
        var failures = Remembered.blocking(state, intent, retry).stream()
                .map(Previews::failed)
                .toList();
        return switch (intent) {
            case Intent.Deploy deploy -> deployed(gathered, state, deploy, failures);
            case Intent.Serve serve ->
                stored(gathered, state, serve, serve.release(), ReleaseTarget.Kind.SERVE, failures);
            case Intent.Rollback back ->
                stored(gathered, state, back, back.to(), ReleaseTarget.Kind.ROLLBACK, failures);
            case Intent.Blocked(var failed) -> deployed(gathered, state, new Intent.Deploy(), List.of(blocked(failed)));
        };
    }

    private static Refusal blocked(ReleaseRecord failed) {
        return new Refusal(
                "ReleaseFailed",
                "",
                "release " + failed.id()
                        + " of this spec failed, and the operator does nothing until the spec changes or"
                        + " somebody asks for a retry, which would run this plan");
    }

    private static Refusal failed(Run run) {
        return new Refusal(
                "PhaseFailed",
                "",
                "plan " + run.planId() + " of this spec failed"
                        + run.steps().stream()
                                .filter(step -> step.state() == PhaseState.FAILED)
                                .findFirst()
                                .map(step -> " at step " + step.id() + ": " + step.message())
                                .orElse("")
                        + "; the operator does nothing until the spec changes or somebody asks for a retry, which would run"
                        + " this plan");
    }

    private Preview deployed(Gathered gathered, State state, Intent intent, List<Refusal> refusals) {
        var look = images.apply(gathered);
        return switch (look.pins()) {
            case Pins.Refused(var why) -> new Preview.Refused(why);
            case Pins.Trouble(var why) -> new Preview.Refused(why);
            case Pins.Pinned(var pinned, var made) -> {
                var served = Releases.fresh(gathered, pinned);
                var databases = new KnownDatabases(migrations, gathered, state, pinned).targets();
                yield planned(
                        gathered,
                        state,
                        new Chosen(
                                served,
                                wanted(served, ReleaseTarget.Kind.DEPLOY, Optional.empty(), intent, made, databases),
                                look.notes()),
                        refusals);
            }
        };
    }

    private static ReleasePlans.Wanted wanted(
            Served served,
            ReleaseTarget.Kind kind,
            Optional<String> id,
            Intent intent,
            List<BuildTarget> made,
            List<DatabaseTarget> databases) {
        return new ReleasePlans.Wanted(served.target(kind, id), intent, made, databases);
    }

    private Preview stored(
            Gathered gathered,
            State state,
            Intent intent,
            ReleaseRecord release,
            ReleaseTarget.Kind kind,
            List<Refusal> refusals) {
        var stored = releases.stored(gathered.resource(), release);
        if (stored.isEmpty()) {
            return refused(
                    "ReleaseNotFound",
                    "release " + release.id()
                            + " or its environment is no longer stored; change the spec to release anew");
        }
        var served = stored.get().served();
        var id = kind == ReleaseTarget.Kind.ROLLBACK ? stored.get().id() : release.id();
        var wanted = wanted(served, kind, Optional.of(id), intent, List.of(), List.of());
        return planned(gathered, state, new Chosen(served, wanted, List.of()), refusals);
    }

    private Preview planned(Gathered gathered, State state, Chosen chosen, List<Refusal> more) {
        var plan = plans.plan(gathered, state, chosen.wanted());
        var refusals = new ArrayList<>(plan.refusals());
        refusals.addAll(more);
        if (gathered.spec().suspend() && !plan.isEmpty()) {
            refusals.add(new Refusal(
                    "Suspended", "spec.suspend", "is true: the operator runs nothing of this until it is false"));
        }
        return new Preview.Planned(
                gathered,
                state,
                plan,
                chosen.served(),
                state.history().serving().flatMap(release -> releases.stored(gathered.resource(), release)),
                notes(state, plan, chosen.notes()),
                refusals);
    }

    /** Where it is the very plan that the operator shows, it knows more of it. */
    private static List<String> notes(State state, Plan plan, List<String> more) {
        var shown = state.run()
                .filter(run -> run.planId().equals(plan.id()))
                .map(run -> run.notes())
                .orElse(plan.notes());
        var notes = new ArrayList<>(shown);
        notes.addAll(more);
        notes.addAll(RunningNotes.of(state, plan));
        return notes.stream().distinct().toList();
    }
}
