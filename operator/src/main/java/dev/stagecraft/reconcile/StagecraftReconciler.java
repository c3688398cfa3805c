package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.Announcer;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.reconcile.gather.GatherResult;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gatherer;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Source;
import dev.stagecraft.reconcile.gather.Sources;
import dev.stagecraft.reconcile.preview.RequestReading;
import dev.stagecraft.reconcile.step.StepRunner;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Outcomes;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment;
import dev.stagecraft.status.Assessment.Finding;
import dev.stagecraft.status.StatusFold;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The controller: gather, decide, patch, and only then run. Every effect follows a status write that was made against the
 * resource version that was decided on, so a decision on stale facts never reaches the world.
 */
@ControllerConfiguration(name = StagecraftReconciler.NAME, finalizerName = StagecraftReconciler.FINALIZER)
public final class StagecraftReconciler implements Reconciler<Stagecraft>, Cleaner<Stagecraft> {
    /** The controller's name in metrics and as field manager. */
    public static final String NAME = "stagecraft";

    /** Set before the first effect, removed after the last. */
    public static final String FINALIZER = "stagecraft.dev/finalizer";

    private final Gatherer gatherer;
    private final Releases releases;
    private final Memory memory;
    private final WithoutSource withoutSource;
    private final Deciding deciding;
    private final StepRunner runner;
    private final Observers observers;
    private final EventSources sources;
    private final Outcomes.Limits limits;
    private final Clock clock;

    /** What decides, wired once. */
    record Deciding(Decider decider, Removal removal) {}

    StagecraftReconciler(
            Gatherer gatherer,
            ReleaseStore store,
            Deciding deciding,
            StepRunner runner,
            Observers observers,
            EventSources sources,
            Outcomes.Limits limits,
            Clock clock) {
        this.gatherer = gatherer;
        this.releases = new Releases(store);
        memory = new Memory(store, releases);
        withoutSource = new WithoutSource(gatherer, releases);
        this.deciding = deciding;
        this.runner = runner;
        this.observers = observers;
        this.sources = sources;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, Stagecraft>> prepareEventSources(EventSourceContext<Stagecraft> context) {
        return sources.prepare(context);
    }

    @Override
    public UpdateControl<Stagecraft> reconcile(Stagecraft resource, Context<Stagecraft> context) {
        var now = clock.instant();
        if (!resource.getMetadata().getGeneration().equals(resource.getStatus().observedGeneration())) {
            // A new spec is planned with what is there now, not with what was seen under the old one.
            sources.changed(Gatherer.ref(resource));
        }
        var state = memory.of(resource);
        var known = new Sources.Known(state.source(), RequestReading.occasion(resource, state));
        var result = gatherer.gather(resource, known);
        var turn = switch (result) {
            case GatherResult.Complete(var gathered) -> decided(resource, gathered, state, Optional.empty(), now);
            case GatherResult.SourceAway(var why, var passing) ->
                withoutSource
                        .gathered(resource, state)
                        .map(gathered -> decided(resource, gathered, state, Optional.of(why), now))
                        .orElseGet(() -> undecided(resource, state, result, now));
            case GatherResult.Refused _, GatherResult.Troubled _, GatherResult.Pending _ ->
                undecided(resource, state, result, now);
        };
        write(resource, context, turn);
        return UpdateControl.<Stagecraft>noUpdate()
                .rescheduleAfter(turn.lookAgain().toMillis());
    }

    /** The framework tries again, and logs; here it is only said, once. */
    @Override
    public ErrorStatusUpdateControl<Stagecraft> updateErrorStatus(
            Stagecraft resource, Context<Stagecraft> context, Exception fault) {
        failing(resource, context, fault);
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private void failing(Stagecraft resource, Context<Stagecraft> context, Exception fault) {
        StatusWriter.failing(resource, context, fault, gatherer.sanitizer(), clock.instant());
    }

    @Override
    public DeleteControl cleanup(Stagecraft resource, Context<Stagecraft> context) {
        try {
            return removing(resource, context);
        } catch (RuntimeException fault) {
            failing(resource, context, fault); // the framework asks only for faults of reconcile
            throw fault;
        }
    }

    private DeleteControl removing(Stagecraft resource, Context<Stagecraft> context) {
        var uid = resource.getMetadata().getUid();
        if (!resource.getSpec().deletionPolicy().equals("Delete")) {
            if (runner.executing(uid)) {
                // A step is not broken off; what it made is kept, and so is what it came to.
                var folded = fold(resource, memory.of(resource), clock.instant());
                write(resource, context, turn(resource, folded, Decision.of(folded.state()), null));
                return DeleteControl.noFinalizerRemoval()
                        .rescheduleAfter(Duration.ofSeconds(1).toMillis());
            }
            deciding.removal().leave(gatherer.gatherForRemoval(resource), memory.of(resource));
            return gone(resource);
        }
        var now = clock.instant();
        var state = memory.of(resource);
        var result = gatherer.gatherForRemoval(resource);
        var turn = switch (result) {
            case GatherResult.Complete(var gathered) -> {
                var folded = fold(resource, state, now);
                var look = new Look(gathered, folded.state(), RequestReading.read(resource), List.of(), List.of(), now);
                yield turn(resource, folded, deciding.removal().decide(look), gathered);
            }
            case GatherResult.Refused(var why) ->
                undecided(resource, state, new GatherResult.Refused(Removal.hint(why)), now);
            case GatherResult.Troubled _, GatherResult.SourceAway _, GatherResult.Pending _ ->
                undecided(resource, state, result, now);
        };
        if (turn.decision().settled()) {
            observers.tell(resource, turn);
            kept(resource, turn.decision().state());
            return gone(resource);
        }
        write(resource, context, turn);
        return DeleteControl.noFinalizerRemoval()
                .rescheduleAfter(turn.lookAgain().toMillis());
    }

    /** Nobody looks at the status of a resource that is gone: what stays in the cloud is told. */
    private void kept(Stagecraft resource, State state) {
        var kept = state.hosts().stream()
                .filter(HostRecord::protect)
                .map(host -> host.name()
                        + host.machineId().map(id -> " (" + id + ")").orElse(""))
                .toList();
        if (!kept.isEmpty()) {
            observers
                    .announcer()
                    .announce(
                            Gatherer.ref(resource),
                            new Announcer.Announcement(
                                    false, "HostsKept", "protected machines stay: " + String.join(", ", kept)));
        }
    }

    private DeleteControl gone(Stagecraft resource) {
        runner.forget(resource.getMetadata().getUid());
        memory.forget(resource.getMetadata().getUid());
        var ref = Gatherer.ref(resource);
        deciding.decider().forget(ref);
        gatherer.forget(ref);
        observers.transitions().removed(ref);
        return DeleteControl.defaultDelete();
    }

    private record Folded(State state, List<StepRunner.Finished> finished) {}

    private Folded fold(Stagecraft resource, State before, Instant now) {
        var finished = runner.finished(resource.getMetadata().getUid());
        if (!finished.isEmpty()) {
            // What was seen before the steps ended is not what is there now, and this very look may plan with it.
            sources.changed(Gatherer.ref(resource));
        }
        var state = before;
        for (var done : finished) {
            if (state.run()
                    .filter(run -> run.planId().equals(done.key().planId()))
                    .isPresent()) {
                var limit = new Outcomes.Limits(
                        limits.attempts(), resource.getSpec().releaseHistoryLimit());
                state = Outcomes.fold(state, done.key().stepId(), done.outcome(), now, limit);
            }
        }
        return new Folded(state, finished);
    }

    private Turn undecided(Stagecraft resource, State before, GatherResult why, Instant now) {
        var folded = fold(resource, before, now);
        return turn(resource, folded, Decision.undecided(folded.state(), why), null);
    }

    /** @param away why the source of the resource cannot be read, where it cannot */
    private Turn decided(Stagecraft resource, Gathered gathered, State before, Optional<Finding> away, Instant now) {
        var folded = fold(resource, before, now);
        var look = new Look(
                gathered,
                folded.state().releasing(gathered.fromSource().source().map(Source::mark)),
                RequestReading.read(resource),
                RequestReading.approvals(resource),
                resource.getStatus().drift(),
                now);
        var decision = deciding.decider().decide(look);
        var told = away.filter(why -> decision.trouble().isEmpty()).map(decision::troubled);
        return turn(resource, folded, told.orElse(decision), gathered);
    }

    private Turn turn(Stagecraft resource, Folded folded, Decision decision, @Nullable Gathered gathered) {
        var meta = resource.getMetadata();
        var assessment = new Assessment(
                new Assessment.ResourceName(meta.getNamespace(), meta.getName()),
                meta.getGeneration(),
                decision.state(),
                meta.getDeletionTimestamp() != null,
                resource.getSpec().suspend(),
                decision.rejection(),
                decision.trouble(),
                decision.staleApproval(),
                decision.settled(),
                gathered == null
                        ? decision.state().hosts().size()
                        : gathered.hosts().size(),
                decision.drift().or(() -> knownDrift(resource.getStatus())),
                meta.getDeletionTimestamp() == null
                        ? Optional.ofNullable(gathered).map(Gathered::wanted)
                        : Optional.empty());
        // While an answer is awaited there is nothing to say that was not said: no write, and no flapping at a restart.
        boolean nothingNew = decision.undecided()
                && folded.finished().isEmpty()
                && meta.getGeneration().equals(resource.getStatus().observedGeneration());
        var status =
                nothingNew ? resource.getStatus() : StatusFold.fold(resource.getStatus(), assessment, clock.instant());
        return new Turn(decision, status, folded.finished(), Optional.ofNullable(gathered));
    }

    /** What was seen last stands until it is looked again, also through the work that changes it. */
    private static Optional<List<DriftItem>> knownDrift(StagecraftStatus status) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals("Drifted"))
                .filter(condition -> !condition.getStatus().equals("Unknown"))
                .findFirst()
                .map(looked -> status.drift());
    }

    /** Makes the decision durable, then runs what it launches, then tells. */
    private void write(Stagecraft resource, Context<Stagecraft> context, Turn turn) {
        var ref = Gatherer.ref(resource);
        StatusWriter.write(resource, context, turn.status());
        runner.acknowledge(ref, turn.finished(), step -> attempt(turn.decision().state(), step));
        turn.gathered().ifPresent(gathered -> Launcher.launch(runner, releases, gathered, turn.decision()));
        memory.mirror(ref, turn.status(), observers.tell(resource, turn).releasesChanged());
    }

    private static int attempt(State state, String step) {
        return state.run()
                .flatMap(run -> run.step(step))
                .map(found -> found.attempt())
                .orElse(1);
    }
}
