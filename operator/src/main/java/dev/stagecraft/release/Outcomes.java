package dev.stagecraft.release;

import dev.stagecraft.plan.StepKind;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Folds the outcome of a step into the state. */
public final class Outcomes {
    private Outcomes() {}

    /**
     * What folding needs to know beside the state.
     *
     * @param attempts how often a step may fail before the plan does, at least 1
     * @param historyLimit how many releases history keeps
     */
    public record Limits(int attempts, int historyLimit) {}

    /** The state after the step ended so; unchanged when no such step is running. */
    public static State fold(State state, String stepId, StepOutcome outcome, Instant now, Limits limits) {
        var step = state.run().flatMap(run -> run.step(stepId)).filter(found -> found.state() == PhaseState.RUNNING);
        if (step.isEmpty()) {
            return state;
        }
        var run = state.run().orElseThrow();
        var folded = switch (outcome) {
            case StepOutcome.Done(var outputs) ->
                host(state, step.get(), outputs, true).with(Optional.of(run.with(done(step.get(), outputs, now))));
            case StepOutcome.Waiting(var after, var why, var outputs) ->
                host(state, step.get(), outputs, false)
                        .with(Optional.of(run.with(step.get().saying(why))));
            case StepOutcome.Failed(var reason, var message) ->
                state.with(Optional.of(run.with(failedOrAgain(step.get(), reason, message, now, limits))));
            case StepOutcome.Postponed(var after, var reason, var message, var unsent) ->
                (unsent ? unsent(state, step.get()) : state)
                        .with(Optional.of(run.with(step.get().postponed(reason, message))));
            case StepOutcome.Refused(var reason, var message) ->
                state.with(Optional.of(run.with(Hooks.failed(step.get(), now, reason, message))));
        };
        return settle(Hooks.marked(folded, stepId, outputs(outcome)), now, limits);
    }

    private static Map<String, String> outputs(StepOutcome outcome) {
        return outcome instanceof StepOutcome.Done(var outputs) ? outputs : Map.of();
    }

    /** A hook whose command failed is done as well, and says so. */
    private static StepProgress done(StepProgress step, Map<String, String> outputs, Instant now) {
        var reason = outputs.get(Hooks.REASON);
        return reason == null
                ? step.ended(PhaseState.COMPLETED, now, "", message(outputs))
                : Hooks.failed(step, now, reason, message(outputs));
    }

    /** The state in which the run is given up at a step boundary because something else is wanted now. */
    public static State supersede(State state, Instant now, String why) {
        var failed = state.run().filter(Hooks::due).flatMap(Run::failure);
        var history = state.run()
                .filter(Run::opensRelease)
                .flatMap(Run::release)
                .flatMap(state.history()::find)
                .filter(release -> release.state() == ReleaseState.RUNNING)
                .map(release -> release.at(Phases.cutShort(release.phases(), now)))
                // A release that only its hooks for a failure kept open has failed, whatever is wanted meanwhile.
                .map(release -> state.history()
                        .with(failed.map(step -> failed(release, step, now))
                                .orElseGet(() -> release.ended(ReleaseState.SUPERSEDED, now, "Superseded", why))))
                .orElse(state.history());
        return state.with(history).with(Optional.empty());
    }

    private static String message(Map<String, String> outputs) {
        return outputs.getOrDefault("message", "");
    }

    private static StepProgress failedOrAgain(
            StepProgress step, String reason, String message, Instant now, Limits limits) {
        return step.attempt() < limits.attempts()
                ? step.again(reason, message)
                : Hooks.failed(step, now, reason, message);
    }

    private static State host(State state, StepProgress step, Map<String, String> outputs, boolean done) {
        if (step.kind() == StepKind.MIGRATE_DATABASE) {
            return Migrations.fold(state, step, outputs);
        }
        if (step.kind() == StepKind.BUILD_IMAGE) {
            return Builds.fold(state, step, outputs);
        }
        var found = state.host(step.target());
        if (found.isEmpty()) {
            return state;
        }
        var host = found.get();
        return switch (step.kind()) {
            case CREATE_HOST ->
                outputs.containsKey("machine")
                        ? state.with(host.machine(done ? HostState.CREATED : HostState.CREATING, machine(outputs)))
                        : state;
            case BOOTSTRAP_HOST -> done ? state.with(host.in(HostState.READY)) : state;
            case DELETE_HOST, CLEAR_HOST -> done ? state.withoutHost(host.name()) : state;
            case CHECK_HEALTH -> done ? state.with(host.serving(state.run().flatMap(Run::release))) : state;
            case RECORD_RELEASE,
                    BUILD_IMAGE,
                    PUSH_IMAGE,
                    PIN_RELEASE,
                    PREPARE_HOST,
                    START_ACCESSORIES,
                    MIGRATE_DATABASE,
                    RUN_HOOK,
                    ROLL_OUT,
                    FINALIZE_HOST -> state;
        };
    }

    /** A create that was announced and not sent need not be waited for. */
    private static State unsent(State state, StepProgress step) {
        return state.host(step.target())
                .map(host -> state.with(host.notCreating()))
                .orElse(state);
    }

    private static HostRecord.Machine machine(Map<String, String> outputs) {
        return new HostRecord.Machine(
                outputs.getOrDefault("machine", ""),
                Optional.ofNullable(outputs.get("publicIp")),
                Optional.ofNullable(outputs.get("privateIp")),
                Optional.ofNullable(outputs.get("size")),
                Optional.ofNullable(outputs.get("region")),
                Optional.ofNullable(outputs.get("image")));
    }

    private static State settle(State state, Instant now, Limits limits) {
        var run = state.run().orElseThrow();
        if (run.failure().isPresent()) {
            run = skipPending(run, now);
        }
        var settled = Hooks.settled(state.with(Optional.of(run)), now);
        run = settled.run().orElseThrow();
        if (!run.busy() && run.steps().stream().allMatch(step -> step.state().isFinal())) {
            run = run.in(run.failure().isPresent() ? RunState.FAILED : RunState.COMPLETED);
        }
        return release(settled.with(Optional.of(run)), run, now, limits);
    }

    private static Run skipPending(Run run, Instant now) {
        var next = run;
        for (var step : run.steps()) {
            if (step.state() == PhaseState.PENDING && !Hooks.afterFailure(step)) {
                next = next.with(step.ended(PhaseState.SKIPPED, now, "", "an earlier step failed"));
            }
        }
        return next;
    }

    private static ReleaseRecord failed(ReleaseRecord release, StepProgress failure, Instant now) {
        return release.ended(ReleaseState.FAILED, now, failure.reason(), failure.target() + ": " + failure.message());
    }

    /** A release ends with its own steps: machines that are deleted after it can fail without it. */
    private static State release(State state, Run run, Instant now, Limits limits) {
        var record = Optional.of(run)
                .filter(Run::opensRelease)
                .flatMap(Run::release)
                .flatMap(state.history()::find)
                .filter(release -> release.state() == ReleaseState.RUNNING);
        if (record.isEmpty()) {
            return state;
        }
        var at = record.get().at(Phases.of(run));
        var next = at;
        if (run.released()) {
            next = at.ended(ReleaseState.SUCCEEDED, now, "", "");
        } else if (run.state() == RunState.FAILED) {
            next = failed(at, run.failure().orElseThrow(), now);
        }
        var keep = state.hold().map(hold -> Set.of(hold.serving())).orElse(Set.of());
        return state.with(state.history().with(next).trimmed(limits.historyLimit(), keep));
    }
}
