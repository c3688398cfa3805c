package dev.stagecraft.release;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.PlanSummary;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.StepKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Short releases and runs for tables. */
public final class Records {
    /** When everything in the tables happened. */
    public static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private Records() {}

    /** Release {@code rel-REVISION} of spec {@code spec-N} with inputs {@code in-N}. */
    public static ReleaseRecord release(int revision, ReleaseState state, int spec) {
        return record(revision, state, spec, Optional.empty());
    }

    /** The same as a rollback to the release of that id. */
    public static ReleaseRecord rollback(int revision, ReleaseState state, int spec, String to) {
        return record(revision, state, spec, Optional.of(to));
    }

    private static ReleaseRecord record(int revision, ReleaseState state, int spec, Optional<String> rollbackOf) {
        boolean failed = state == ReleaseState.FAILED;
        return new ReleaseRecord(
                "rel-" + revision,
                revision,
                rollbackOf.isPresent() ? ReleaseType.ROLLBACK : ReleaseType.DEPLOY,
                "v" + spec,
                Optional.empty(),
                rollbackOf,
                state,
                "sha256:plan",
                "spec-" + spec,
                "in-" + spec,
                NOW,
                state == ReleaseState.RUNNING ? Optional.empty() : Optional.of(NOW),
                failed ? "ImagePullFailed" : "",
                failed ? "app-1: no such image" : "",
                failed
                        ? List.of(new PhaseProgress(
                                Phase.ROLLOUT,
                                PhaseState.FAILED,
                                Optional.of(NOW),
                                Optional.of(NOW),
                                "app-1: no such image"))
                        : List.of(),
                new TreeMap<>(Map.of("web", "registry.example.com/web@sha256:" + spec)),
                new TreeMap<>());
    }

    /** A run with one step that brings host app-1 to a release. */
    public static Run run(RunState state, Optional<String> release, PhaseState step) {
        return run(state, release, step, Risk.SAFE);
    }

    /** The same with a risk. */
    public static Run run(RunState state, Optional<String> release, PhaseState step, Risk risk) {
        var rollOut = new StepProgress(
                "rollout/app-1",
                StepKind.ROLL_OUT,
                Phase.ROLLOUT,
                "app-1",
                "bring host app-1 to version v2",
                List.of(),
                risk,
                risk == Risk.SAFE ? Optional.empty() : Optional.of("it stops first"),
                step,
                1,
                Optional.of(NOW),
                Optional.empty(),
                step == PhaseState.FAILED ? "HostUnreachable" : "",
                step == PhaseState.FAILED ? "no answer" : "",
                new TreeMap<>());
        return new Run(
                "sha256:plan",
                state,
                "spec-2",
                new PlanSummary(0, 1, 0),
                risk,
                List.of(rollOut),
                List.of(),
                List.of(),
                release,
                release.isPresent(),
                "operator-1",
                List.of());
    }

    /** A state with those releases and no more. */
    public static State state(ReleaseRecord... releases) {
        return State.initial().with(new History(List.of(releases)));
    }
}
