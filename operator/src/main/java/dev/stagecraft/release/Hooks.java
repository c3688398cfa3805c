package dev.stagecraft.release;

import dev.stagecraft.plan.HookTarget.When;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.StepKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes how hooks end into the state. A hook that may fail never fails its step, so that nothing that waits for it is lost; and
 * one that is for a failure runs when all else of its run has ended, and changes nothing of how the run ends.
 */
public final class Hooks {
    /** The output with the reason why the command failed; absent where it succeeded. */
    public static final String REASON = "reason";

    /** The output with the command's exit code. */
    public static final String EXIT_CODE = "exitCode";

    /** The reason of a command that was stopped because its time was over. */
    public static final String TIMED_OUT = "HookTimedOut";

    private static final String ID = "hook/";

    private Hooks() {}

    /** The hook that the step runs. */
    public static String name(StepProgress step) {
        return step.id().substring(Math.min(ID.length(), step.id().length()));
    }

    /** Whether the step runs a hook that is for a failure. */
    public static boolean afterFailure(StepProgress step) {
        return step.kind() == StepKind.RUN_HOOK
                && When.FAILURE.label().equals(step.inputs().get("when"));
    }

    private static boolean mayFail(StepProgress step) {
        return afterFailure(step)
                || (step.kind() == StepKind.RUN_HOOK
                        && "Continue".equals(step.inputs().get("onFailure")));
    }

    /** The step at its end, if that was none that it was for. */
    static StepProgress failed(StepProgress step, Instant now, String reason, String message) {
        if (!mayFail(step)) {
            return step.ended(PhaseState.FAILED, now, reason, message);
        }
        var words = afterFailure(step) ? "it failed: " : "it failed, and the release goes on: ";
        return step.ended(PhaseState.COMPLETED, now, reason, words + message);
    }

    /** Whether nothing else of the run is left to be waited for after its failure. */
    static boolean due(Run run) {
        return run.failure().isPresent()
                && run.steps().stream()
                        .filter(step -> !afterFailure(step))
                        .allMatch(step -> step.state().isFinal());
    }

    /** The state in which the release knows how the step's hook ended; the same state while it has not. */
    static State marked(State state, String stepId, Map<String, String> outputs) {
        var run = state.run().orElseThrow();
        return run.step(stepId)
                .filter(step -> step.kind() == StepKind.RUN_HOOK && step.state().isFinal())
                .map(step -> marked(
                        state,
                        run,
                        new HookMark(
                                name(step),
                                outcome(step),
                                Optional.ofNullable(outputs.get(EXIT_CODE)).map(Integer::valueOf),
                                step.startedAt(),
                                step.finishedAt(),
                                step.reason().isEmpty() ? "" : step.message())))
                .orElse(state);
    }

    private static HookMark.Outcome outcome(StepProgress step) {
        if (step.reason().isEmpty()) {
            return HookMark.Outcome.SUCCEEDED;
        }
        return step.reason().equals(TIMED_OUT) ? HookMark.Outcome.TIMED_OUT : HookMark.Outcome.FAILED;
    }

    private static State marked(State state, Run run, HookMark mark) {
        return run.release()
                .flatMap(state.history()::find)
                .filter(release -> release.state() == ReleaseState.RUNNING)
                .map(release -> state.with(state.history().with(release.marking(mark))))
                .orElse(state);
    }

    /** The state in which hooks for a failure that will not run are skipped, and the others have the host to run on. */
    static State settled(State state, Instant now) {
        var run = state.run().orElseThrow();
        boolean over = !run.opensRelease() || run.released();
        var next = state;
        for (var step : run.steps()) {
            if (!afterFailure(step) || step.state() != PhaseState.PENDING || step.attempt() > 0) {
                continue;
            }
            if (over) {
                next = with(next, step.ended(PhaseState.SKIPPED, now, "", "no phase failed"));
            } else if (due(run)) {
                next = placed(next, run, step, now);
            }
        }
        return next;
    }

    private static State placed(State state, Run run, StepProgress step, Instant now) {
        var failed = run.failure().map(StepProgress::phase).orElse(Phase.INFRA);
        var wanted = Optional.ofNullable(step.inputs().get("phase"));
        if (wanted.isPresent() && !wanted.get().equals(failed.label())) {
            var words =
                    failed == Phase.INFRA ? "the release failed before its first phase" : failed.label() + " failed";
            return with(
                    state, step.ended(PhaseState.SKIPPED, now, "", words + ", and the hook is for " + wanted.get()));
        }
        var hosts = prepared(state, run, step);
        if (hosts.isEmpty()) {
            var words = "nothing of the release is on a host of its service yet";
            var mark = new HookMark(
                    name(step), HookMark.Outcome.SKIPPED, Optional.empty(), Optional.empty(), Optional.of(now), words);
            return marked(with(state, step.ended(PhaseState.SKIPPED, now, "", words)), run, mark);
        }
        var trouble = run.failure().map(StepProgress::target).orElse("");
        var host =
                hosts.stream().filter(name -> !name.equals(trouble)).findFirst().orElse(hosts.getFirst());
        return with(state, step.on(host));
    }

    /** The hosts that have the release's files and images. */
    private static List<String> prepared(State state, Run run, StepProgress step) {
        return state.hosts().stream()
                .filter(host -> host.role().equals(step.inputs().get("role")))
                .map(HostRecord::name)
                .filter(name -> run.steps().stream()
                        .anyMatch(done -> done.kind() == StepKind.PREPARE_HOST
                                && done.target().equals(name)
                                && done.state() == PhaseState.COMPLETED))
                .toList();
    }

    private static State with(State state, StepProgress step) {
        return state.with(state.run().map(run -> run.with(step)));
    }
}
