package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.CurrentRelease;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells the end of what was asked for, from one state of the resource after the other. Of what was before only the step is kept
 * at which the release failed, as the plan of the rollback takes the place of its own, and since when it has drifted.
 */
final class Judge {
    /** A rejection or a difference from before a request stands until the operator has looked again, which takes no longer. */
    private static final Duration STALE = Duration.ofSeconds(15);

    private final Ask ask;
    private Optional<StepStatus> failedStep = Optional.empty();
    private Optional<Duration> drifted = Optional.empty();
    private OwnRollback rollback = OwnRollback.NONE;

    Judge(Ask ask) {
        this.ask = ask;
    }

    /** The resource is gone. */
    Verdict gone() {
        return ask.goal() instanceof Goal.Delete
                ? new Verdict.Done(Optional.empty(), ask.name() + " is deleted")
                : new Verdict.Lost("Deleted", Optional.empty(), ask.name() + " was deleted meanwhile", List.of());
    }

    /** @param since how long ago it was asked */
    Verdict judge(Stagecraft now, Duration since) {
        if (!ask.uid().equals(now.getMetadata().getUid())) {
            return gone();
        }
        if (!ask.shows(now) || ask.goal() instanceof Goal.Delete) {
            return new Verdict.Going();
        }
        if (now.getMetadata().getDeletionTimestamp() != null) {
            return lost("Deleted", Optional.empty(), ask.name() + " is being deleted");
        }
        var release = ask.release(now);
        release.ifPresent(ours -> remember(now, ours));
        rollback = release.map(ours -> rollback.seen(now, ours, since)).orElse(OwnRollback.NONE);
        drifted = now.getStatus().phase().equals("Drifted") ? drifted.or(() -> Optional.of(since)) : Optional.empty();
        return overtaken(now)
                .or(() -> rejected(now, since))
                .or(() -> suspended(now))
                .orElseGet(() -> ask.taken(now) ? taken(now, release, since) : new Verdict.Going());
    }

    private void remember(Stagecraft now, ReleaseSummary ours) {
        Optional.ofNullable(now.getStatus().plan())
                .filter(plan -> plan.release().equals(ours.id()))
                .flatMap(plan -> plan.steps().stream()
                        .filter(step -> step.state().equals(PhaseState.FAILED.label()))
                        .findFirst())
                .ifPresent(step -> failedStep = Optional.of(step));
    }

    private Optional<Verdict> overtaken(Stagecraft now) {
        return ask.goal() instanceof Goal.Deploy(var version, var generation)
                        && !now.getSpec().version().equals(version)
                ? Optional.of(lost(
                        "Superseded",
                        ask.release(now),
                        "version " + version + " was overtaken: the spec of " + ask.name() + " asks for version "
                                + now.getSpec().version() + " now",
                        "status"))
                : Optional.empty();
    }

    private Optional<Verdict> rejected(Stagecraft now, Duration since) {
        return Conditions.rejection(now)
                .filter(why -> ask.goal() instanceof Goal.Deploy
                        || !ask.rejection().equals(Optional.of(why))
                        || since.compareTo(STALE) > 0)
                .map(why -> lost("Refused", Optional.empty(), ask.name() + " is not accepted: " + why));
    }

    private static Optional<Verdict> suspended(Stagecraft now) {
        return now.getSpec().suspend() && now.getStatus().phase().equals("Suspended")
                ? Optional.of(new Verdict.Suspended())
                : Optional.empty();
    }

    private Verdict taken(Stagecraft now, Optional<ReleaseSummary> release, Duration since) {
        return release.flatMap(ours -> judged(now, ours)).orElseGet(() -> withoutRelease(now, since));
    }

    /** Empty where the release ended without an end of what was asked. */
    private Optional<Verdict> judged(Stagecraft now, ReleaseSummary ours) {
        return switch (ReleaseState.of(ours.state())) {
            case RUNNING -> Optional.of(new Verdict.Going());
            case SUCCEEDED -> Optional.of(new Verdict.Done(Optional.of(ours), succeeded(now, ours)));
            case FAILED -> Optional.of(failed(now, ours));
            case SUPERSEDED ->
                newer(now, ours).stream()
                        .findFirst()
                        .map(other -> lost(
                                "Superseded",
                                Optional.of(ours),
                                ReleaseWords.name(ours) + " was superseded by " + ReleaseWords.name(other),
                                "status"));
        };
    }

    private String succeeded(Stagecraft now, ReleaseSummary ours) {
        var served = ask.name() + " serves version " + ours.version() + " (" + ours.id() + ")";
        return ours.type().equals("Rollback") && !now.getSpec().version().equals(ours.version())
                ? served + " against its spec, which asks for " + now.getSpec().version()
                        + ", until the spec changes or a retry is asked for"
                : served;
    }

    private static List<ReleaseSummary> newer(Stagecraft now, ReleaseSummary ours) {
        return now.getStatus().releases().stream()
                .takeWhile(release -> !release.id().equals(ours.id()))
                .toList();
    }

    private Verdict failed(Stagecraft now, ReleaseSummary ours) {
        var words = ReleaseWords.failure(ours, failedStep);
        var after = newer(now, ours);
        if (after.isEmpty()) {
            return rollback.awaited()
                    ? new Verdict.Going()
                    : lost("Failed", Optional.of(ours), words + rollback.missing(), next(now));
        }
        var second = after.getLast();
        if (!second.type().equals("Rollback")) {
            return lost("Failed", Optional.of(ours), words, next(now));
        }
        return switch (ReleaseState.of(second.state())) {
            case RUNNING -> new Verdict.Going();
            case SUCCEEDED ->
                lost(
                        "RolledBack",
                        Optional.of(ours),
                        words + " It was rolled back: version " + second.version() + " serves again (" + second.id()
                                + ").",
                        "retry");
            case FAILED ->
                lost(
                        "Failed",
                        Optional.of(ours),
                        words + " And then " + ReleaseWords.failure(second, Optional.empty()),
                        "status",
                        "retry");
            case SUPERSEDED -> lost("Failed", Optional.of(ours), words, next(now));
        };
    }

    /** Where no host was changed there is nothing to go back from. */
    private static String[] next(Stagecraft now) {
        return new Targets(now)
                .undo()
                .map(serving -> new String[] {"retry", "rollback --to " + serving.id()})
                .orElseGet(() -> new String[] {"retry"});
    }

    private Verdict withoutRelease(Stagecraft now, Duration since) {
        var status = now.getStatus();
        boolean leftPlan = ask.leftover().isPlan(now);
        if (Conditions.awaitsApproval(now)) {
            return leftPlan ? new Verdict.Going() : new Verdict.Unapproved(Objects.requireNonNull(status.plan()));
        }
        if (ask.goal() instanceof Goal.Approve(var planId)) {
            return approved(now, planId);
        }
        var stalled = Conditions.current(now, "Stalled", "True");
        if (stalled.isPresent()) {
            return leftPlan
                    ? new Verdict.Going()
                    : lost(
                            "Failed",
                            Optional.empty(),
                            stalled(now, stalled.get().getMessage()),
                            next(now));
        }
        if (Conditions.ready(now)) {
            return new Verdict.Done(Optional.empty(), ask.name() + " is Ready and serves version " + serving(now));
        }
        return switch (status.phase()) {
            case "RolledBack" ->
                ask.leftover().isHold(now)
                        ? new Verdict.Going()
                        : lost(
                                "RolledBack",
                                Optional.empty(),
                                ask.name() + " serves version " + serving(now) + " against its spec: version "
                                        + now.getSpec().version() + " was rolled back before",
                                "retry");
            case "Drifted" ->
                ask.leftover().behind() || driftIsLeft(now, since)
                        ? new Verdict.Going()
                        : lost("Drifted", Optional.empty(), ask.name() + " has drifted: " + status.message(), "retry");
            default -> new Verdict.Going();
        };
    }

    /** A deploy that changes nothing asks for no other look at the hosts, so for it there is none to wait for. */
    private boolean driftIsLeft(Stagecraft now, Duration since) {
        return !(ask.goal() instanceof Goal.Deploy)
                && ask.leftover().isDrift(now)
                && drifted.filter(began -> since.minus(began).compareTo(STALE) > 0)
                        .isEmpty();
    }

    /** A plan that was approved and opened no release. What became of the resource by another plan is no success of this one. */
    private Verdict approved(Stagecraft now, String planId) {
        var plan = now.getStatus().plan();
        if (plan == null || !plan.id().equals(planId)) {
            return plan != null || Conditions.rests(now)
                    ? lost(
                            "Superseded",
                            Optional.empty(),
                            "plan " + planId + " of " + ask.name()
                                    + " is not the current one any more: the spec changed, or something else was asked for",
                            "status")
                    : new Verdict.Going();
        }
        return switch (RunState.of(plan.state())) {
            case PENDING, AWAITING_APPROVAL, RUNNING -> new Verdict.Going();
            case COMPLETED ->
                new Verdict.Done(
                        Optional.empty(), "the plan is carried out; " + ask.name() + " serves version " + serving(now));
            case FAILED ->
                lost("Failed", Optional.empty(), stalled(now, now.getStatus().message()), next(now));
        };
    }

    private static String serving(Stagecraft now) {
        return Optional.ofNullable(now.getStatus().current())
                .map(CurrentRelease::version)
                .orElse("none");
    }

    /** The release that failed says more than the condition, whose command is one of kubectl. */
    private String stalled(Stagecraft now, String message) {
        var plan = now.getStatus().plan();
        var step = Optional.ofNullable(plan)
                .flatMap(shown -> shown.steps().stream()
                        .filter(found -> found.state().equals(PhaseState.FAILED.label()))
                        .findFirst());
        var opened = Optional.ofNullable(plan)
                .filter(shown -> shown.opensRelease())
                .flatMap(shown -> now.getStatus().releases().stream()
                        .filter(release -> release.id().equals(shown.release()))
                        .filter(release -> ReleaseState.of(release.state()) == ReleaseState.FAILED)
                        .findFirst());
        return opened.map(release -> ReleaseWords.failure(release, step))
                .or(() -> step.map(ReleaseWords::failure))
                .orElse(message);
    }

    private static Verdict lost(String outcome, Optional<ReleaseSummary> release, String sentence, String... next) {
        return new Verdict.Lost(outcome, release, sentence, List.of(next));
    }
}
