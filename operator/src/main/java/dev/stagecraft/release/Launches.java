package dev.stagecraft.release;

import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides which steps of a run begin now. The state that comes back carries every intent and must be durable before the first
 * of the steps runs.
 */
public final class Launches {
    private Launches() {}

    /**
     * A step that is to run once the state is durable.
     *
     * @param mayCreate whether the step may send a create: only directly after its intent was recorded
     * @param deadline when the step counts as failed, whatever it waits for
     */
    public record Launch(StepProgress step, boolean mayCreate, Instant deadline) {}

    /** The state to make durable, and what to run afterwards. */
    public record Result(State state, List<Launch> launches) {}

    /**
     * What deciding needs from outside.
     *
     * @param holder the name of this operator process
     * @param createIds a fresh create id for each host that may need one, by host name
     * @param running ids of steps that this process runs or has parked for later
     * @param limit how long all tries and waits of a step may take together
     * @param createWindow how long after a create was sent no other may be
     */
    public record Around(
            Instant now,
            String holder,
            Map<String, String> createIds,
            Predicate<String> running,
            Function<StepProgress, Duration> limit,
            Duration createWindow) {}

    /**
     * Begins every step whose dependencies are completed, and takes over those that a dead process left running: also after
     * another step failed, since the run ends only when no step is running.
     */
    public static Result next(State state, Around around) {
        var launches = new ArrayList<Launch>();
        var run = state.run().filter(active -> active.state() == RunState.RUNNING);
        if (run.isEmpty()) {
            return new Result(state, List.of());
        }
        boolean takenOver = !run.get().holder().equals(around.holder());
        var next = state.with(Optional.of(run.get().heldBy(around.holder())));
        for (var step : run.get().steps()) {
            if (due(run.get(), step, around)) {
                var known = takenOver ? step.takenOver(around.now()) : step;
                var started = known.state() == PhaseState.RUNNING ? known : known.started(around.now());
                boolean mayCreate = mayCreate(next, step, around);
                next = intent(next, started, mayCreate, around);
                launches.add(new Launch(started, mayCreate, deadline(started, around)));
            }
        }
        return new Result(next, launches);
    }

    private static boolean due(Run run, StepProgress step, Around around) {
        return switch (step.state()) {
            case RUNNING -> !around.running().test(step.id());
            case PENDING ->
                !around.running().test(step.id())
                        && (!Hooks.afterFailure(step) || Hooks.due(run))
                        && step.dependsOn().stream()
                                .allMatch(id -> run.step(id)
                                        .filter(before -> before.state() == PhaseState.COMPLETED)
                                        .isPresent());
            case COMPLETED, FAILED, SKIPPED -> false;
        };
    }

    private static Instant deadline(StepProgress step, Around around) {
        return step.startedAt().orElse(around.now()).plus(around.limit().apply(step));
    }

    /** A create may be sent when none was, or when the last one is so long ago that it would be in the list by now. */
    private static boolean mayCreate(State state, StepProgress step, Around around) {
        return step.kind() == StepKind.CREATE_HOST
                && state.host(step.target())
                        .flatMap(HostRecord::createRequestedAt)
                        .map(at -> !around.now().isBefore(at.plus(around.createWindow())))
                        .orElse(true);
    }

    private static State intent(State state, StepProgress step, boolean mayCreate, Around around) {
        var run = state.run().orElseThrow().with(step);
        var next = state.with(Optional.of(run));
        var host = state.host(step.target());
        return switch (step.kind()) {
            case CREATE_HOST ->
                mayCreate
                        ? next.with(host.orElseThrow()
                                .creating(
                                        host.flatMap(HostRecord::createId)
                                                .orElseGet(
                                                        () -> around.createIds().getOrDefault(step.target(), "")),
                                        around.now()))
                        : next;
            case DELETE_HOST, CLEAR_HOST ->
                host.map(found -> next.with(found.in(HostState.DELETING))).orElse(next);
            case ROLL_OUT ->
                host.map(found -> next.with(found.serving(Optional.empty()))).orElse(next);
            case BOOTSTRAP_HOST,
                    RECORD_RELEASE,
                    BUILD_IMAGE,
                    PUSH_IMAGE,
                    PIN_RELEASE,
                    PREPARE_HOST,
                    START_ACCESSORIES,
                    MIGRATE_DATABASE,
                    RUN_HOOK,
                    CHECK_HEALTH,
                    FINALIZE_HOST -> next;
        };
    }
}
