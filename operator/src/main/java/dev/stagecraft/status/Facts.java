package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
        var release = servedAsWanted().orElse(latest.get());
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
                held().map(this::rolledBack)
                        .map(why -> Judgement.no("Released", why))
                        .orElseGet(() -> Judgement.yes(
                                "Released",
                                "Succeeded",
                                "release " + release.id() + " of version " + release.version() + " succeeded"));
        };
    }

    /** The serving release where it is what the spec asks for: what was tried meanwhile and given up says nothing any more. */
    private Optional<ReleaseRecord> servedAsWanted() {
        var newest = latest.orElseThrow();
        boolean counts = newest.state() == ReleaseState.RUNNING
                || (newest.state() == ReleaseState.FAILED
                        && seen.wanted()
                                .filter(wanted -> wanted.specHash().equals(newest.specHash()))
                                .isPresent());
        return serving.filter(release -> !counts)
                .filter(release -> seen.settled()
                        || seen.wanted()
                                .filter(wanted -> wanted.inputsHash().equals(release.inputsHash()))
                                .isPresent());
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
                        + seen.name().annotate("retry", "$(date +%s)"));
    }

    /** The release that serves against what the spec says; none when the spec has moved on since. */
    Optional<ReleaseRecord> held() {
        return seen.state()
                .hold()
                .filter(hold -> seen.wanted()
                        .map(wanted -> wanted.specHash().equals(hold.against()))
                        .orElse(true))
                .flatMap(hold -> seen.state().history().find(hold.serving()))
                .filter(release -> release.state() == ReleaseState.SUCCEEDED);
    }

    private Judgement available() {
        if (serving.isEmpty()) {
            return Judgement.no("Available", new Finding("NothingServed", "no release has succeeded yet"));
        }
        var missing = seen.differences().stream()
                .filter(item -> item.kind().equals("Missing"))
                .toList();
        if (!missing.isEmpty()) {
            return Judgement.no("Available", new Finding("ContainersMissing", describe(missing)));
        }
        return new Serving(seen, serving.get())
                .lacking()
                .map(why -> Judgement.no("Available", new Finding("RoleNotServing", why)))
                .orElseGet(() -> Judgement.yes(
                        "Available",
                        "Serving",
                        "release " + serving.get().id() + " of version "
                                + serving.get().version() + " serves"));
    }

    private Judgement drifted() {
        if (seen.drift().isEmpty()) {
            return new Judgement("Drifted", "Unknown", "NotLooked", "what runs was not compared with a release yet");
        }
        return seen.differences().isEmpty()
                ? new Judgement("Drifted", "False", "InSync", "no difference was found")
                : Judgement.yes("Drifted", "DriftDetected", drift());
    }

    /** What differs, and the command that has it put right. */
    String drift() {
        return describe(seen.differences()) + "; to have it put right, run: "
                + seen.name().annotate("retry", Assessment.NEW_TOKEN);
    }

    private static String describe(List<DriftItem> drift) {
        return drift.stream()
                .limit(5)
                .map(item -> item.target() + ": " + item.message())
                .collect(Collectors.joining("; "));
    }
}
