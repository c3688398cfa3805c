package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;

/** The conditions that each say one thing that is so; what they come to together is in {@link Conditions}. */
final class Facts {
    private final Assessment seen;
    private final Optional<Run> run;
    private final Optional<ReleaseRecord> serving;
    private final Optional<ReleaseRecord> latest;

    Facts(Assessment seen) {
        this.seen = seen;
        run = seen.state().run();
        serving = seen.state().history().serving();
        latest = seen.state().history().latest();
    }

    /** In the order in which a reader asks. */
    List<Judgement> all() {
        return List.of(accepted(), approved(), infrastructure(), released(), available(), drifted());
    }

    private Judgement accepted() {
        return seen.rejection()
                .map(why -> Judgement.no("Accepted", why))
                .orElseGet(
                        () -> Judgement.yes("Accepted", "Valid", "the spec and everything it refers to can be used"));
    }

    private Judgement approved() {
        return approvalWait()
                .map(why -> Judgement.no("Approved", why))
                .orElseGet(() -> Judgement.yes("Approved", "NothingToApprove", "no plan waits for an approval"));
    }

    /** What waits for a person; empty when nothing does. */
    Optional<Finding> approvalWait() {
        return run.filter(plan -> plan.state() == RunState.AWAITING_APPROVAL).map(plan -> {
            var ask = "approve it with: " + seen.name().annotate("approve", plan.planId());
            var what = "plan " + plan.planId() + " waits for approval: " + gravest(plan) + "; ";
            return seen.staleApproval()
                    .map(stale -> new Finding(
                            "PlanStale",
                            "the approval of " + stale + " is for a plan that is no longer current; " + what + ask))
                    .orElseGet(() -> new Finding("AwaitingApproval", what + ask));
        });
    }

    private static String gravest(Run plan) {
        return plan.steps().stream()
                .filter(step -> step.risk() == plan.risk() && step.risk() != Risk.SAFE)
                .map(step -> step.description() + " ("
                        + step.riskReason().orElse(step.risk().label()) + ")")
                .findFirst()
                .orElse("every plan does by policy");
    }

    private Judgement infrastructure() {
        long ready = seen.state().hosts().stream()
                .filter(host -> host.state() == HostState.READY)
                .count();
        var waiting = seen.state().hosts().stream()
                .filter(host -> host.state() != HostState.READY && host.state() != HostState.DELETING)
                .map(HostRecord::name)
                .limit(5)
                .toList();
        if (waiting.isEmpty() && ready >= seen.desiredHosts() && seen.desiredHosts() > 0) {
            return Judgement.yes("InfrastructureReady", "HostsReady", "every host is ready");
        }
        return Judgement.no(
                "InfrastructureReady",
                new Finding(
                        "HostsNotReady",
                        ready + " of " + seen.desiredHosts() + " hosts are ready"
                                + (waiting.isEmpty() ? "" : "; not ready: " + String.join(", ", waiting))));
    }

    private Judgement released() {
        if (latest.isEmpty()) {
            return Judgement.no("Released", new Finding("NoRelease", "nothing was released yet"));
        }
        var release = latest.get();
        return switch (release.state()) {
            case RUNNING ->
                Judgement.no(
                        "Released",
                        new Finding(
                                "Releasing",
                                "release " + release.id() + " of version " + release.version() + " is under way"));
            case FAILED -> Judgement.no("Released", failed(release));
            case SUPERSEDED ->
                Judgement.no("Released", new Finding("Superseded", "release " + release.id() + " was superseded"));
            case SUCCEEDED ->
                seen.state()
                        .hold()
                        .map(hold -> Judgement.no("Released", rolledBack(release)))
                        .orElseGet(() -> Judgement.yes(
                                "Released",
                                "Succeeded",
                                "release " + release.id() + " of version " + release.version() + " succeeded"));
        };
    }

    /** How the release failed. */
    Finding failed(ReleaseRecord release) {
        var phase = release.phases().stream()
                .filter(progress -> progress.state() == PhaseState.FAILED)
                .map(progress -> "in phase " + progress.phase().label())
                .findFirst()
                .orElse("before its first phase");
        return new Finding(
                release.reason().isEmpty() ? "PhaseFailed" : release.reason(),
                "release " + release.id() + " of version " + release.version() + " failed " + phase + ": "
                        + release.message());
    }

    /** That the release serves against what the spec says. */
    Finding rolledBack(ReleaseRecord release) {
        var why = seen.state()
                        .hold()
                        .filter(hold -> hold.reason().equals("RolloutFailed"))
                        .isPresent()
                ? "the release of this spec failed; "
                : "";
        return new Finding(
                "RolledBack",
                why + "release " + release.id() + " serves version " + release.version()
                        + " again and holds against this spec until the spec changes, or until: "
                        + seen.name().annotate("retry", "again"));
    }

    private Judgement available() {
        var missing = seen.drift().stream()
                .filter(item -> item.kind().equals("Missing"))
                .toList();
        if (serving.isEmpty()) {
            return Judgement.no("Available", new Finding("NothingServed", "no release has succeeded yet"));
        }
        return missing.isEmpty()
                ? Judgement.yes(
                        "Available",
                        "Serving",
                        "release " + serving.get().id() + " of version "
                                + serving.get().version() + " serves")
                : Judgement.no("Available", new Finding("ContainersMissing", describe(missing)));
    }

    private Judgement drifted() {
        return seen.drift().isEmpty()
                ? new Judgement("Drifted", "False", "InSync", "no difference was found")
                : Judgement.yes("Drifted", "DriftDetected", describe(seen.drift()));
    }

    /** The first differences, in words. */
    static String describe(List<DriftItem> drift) {
        return String.join(
                "; ",
                drift.stream()
                        .limit(5)
                        .map(item -> item.target() + ": " + item.message())
                        .toList());
    }
}
