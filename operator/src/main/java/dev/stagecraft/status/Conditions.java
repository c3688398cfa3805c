package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Computes every condition, in one place. Reconciling and Stalled follow kstatus: abnormal when true, absent otherwise; the
 * others are always there.
 */
final class Conditions {
    private final Assessment seen;
    private final Optional<Run> run;
    private final Optional<ReleaseRecord> serving;
    private final Optional<ReleaseRecord> latest;

    Conditions(Assessment seen) {
        this.seen = seen;
        run = seen.state().run();
        serving = seen.state().history().serving();
        latest = seen.state().history().latest();
    }

    /** A condition before it has times and generations. */
    record Judgement(String type, String status, String reason, String message) {
        static Judgement yes(String type, String reason, String message) {
            return new Judgement(type, "True", reason, message);
        }

        static Judgement no(String type, Finding why) {
            return new Judgement(type, "False", why.reason(), why.message());
        }

        boolean isTrue() {
            return status.equals("True");
        }
    }

    /** All of them, in the order in which a reader asks. */
    List<Judgement> all() {
        var judgements = new ArrayList<Judgement>();
        judgements.add(accepted());
        judgements.add(approved());
        judgements.add(infrastructure());
        judgements.add(released());
        judgements.add(available());
        judgements.add(drifted());
        judgements.add(ready());
        reconciling().ifPresent(judgements::add);
        stalled().ifPresent(judgements::add);
        return judgements;
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

    private Optional<Finding> approvalWait() {
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

    private Finding failed(ReleaseRecord release) {
        var phase = release.phases().stream()
                .filter(progress -> progress.state() == dev.stagecraft.release.PhaseState.FAILED)
                .map(progress -> "in phase " + progress.phase().label())
                .findFirst()
                .orElse("before its first phase");
        return new Finding(
                release.reason().isEmpty() ? "PhaseFailed" : release.reason(),
                "release " + release.id() + " of version " + release.version() + " failed " + phase + ": "
                        + release.message());
    }

    private Finding rolledBack(ReleaseRecord release) {
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

    private static String describe(List<DriftItem> drift) {
        return String.join(
                "; ",
                drift.stream()
                        .limit(5)
                        .map(item -> item.target() + ": " + item.message())
                        .toList());
    }

    private Judgement ready() {
        return obstacle()
                .map(why -> Judgement.no("Ready", why))
                .orElseGet(() -> Judgement.yes(
                        "Ready",
                        "Ready",
                        "every host runs release "
                                + serving.map(ReleaseRecord::id).orElse("")));
    }

    private Optional<Finding> obstacle() {
        if (seen.deleting()) {
            return Optional.of(deleting());
        }
        return seen.rejection()
                .or(this::blocked)
                .or(() -> seen.suspended()
                        ? Optional.of(
                                new Finding("Suspended", "spec.suspend is true: nothing is changed until it is false"))
                        : Optional.empty())
                .or(this::approvalWait)
                .or(() -> held().map(this::rolledBack))
                .or(seen::trouble)
                .or(this::progress)
                .or(() -> seen.drift().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Finding("Drifted", describe(seen.drift()))))
                .or(() -> seen.settled() && serving.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Finding("Progressing", "the next plan is being made")));
    }

    /** A deletion that cannot go on says why: nothing else would tell how to get out of it. */
    private Finding deleting() {
        var words = "the resource is being deleted";
        return new Finding(
                "Deleting",
                seen.rejection()
                        .or(seen::trouble)
                        .map(why -> words + "; " + why.message())
                        .orElse(words));
    }

    private Optional<ReleaseRecord> held() {
        return seen.state()
                .hold()
                .flatMap(hold -> seen.state().history().find(hold.serving()))
                .filter(release -> release.state() == ReleaseState.SUCCEEDED);
    }

    private Optional<Finding> progress() {
        return run.filter(active -> active.state() == RunState.RUNNING)
                .map(active -> new Finding(
                        active.opensRelease() ? "Releasing" : "Converging",
                        active.steps().stream()
                                .filter(step -> step.state() == dev.stagecraft.release.PhaseState.RUNNING)
                                .map(Conditions::words)
                                .findFirst()
                                .orElse("the next step is about to begin")));
    }

    private static String words(StepProgress step) {
        return step.description() + (step.message().isEmpty() ? "" : ": " + step.message());
    }

    /** What stands still until a person does something. */
    private Optional<Finding> blocked() {
        var failedRun = run.filter(active -> active.state() == RunState.FAILED);
        if (failedRun.isEmpty()) {
            return Optional.empty();
        }
        var why = failedRun
                .filter(Run::opensRelease)
                .flatMap(active -> latest.filter(release -> release.state() == ReleaseState.FAILED))
                .map(this::failed)
                .or(() -> failedRun
                        .get()
                        .failure()
                        .map(step -> new Finding(
                                step.reason().isEmpty() ? "StepFailed" : step.reason(),
                                step.description() + " failed: " + step.message())));
        return why.map(finding -> new Finding(
                finding.reason(),
                finding.message() + "; when the cause is gone, change the spec or run: "
                        + seen.name().annotate("retry", "$(date +%s)")));
    }

    private Optional<Judgement> reconciling() {
        if (seen.rejection().isPresent() || blocked().isPresent()) {
            return Optional.empty();
        }
        return (seen.deleting() ? Optional.of(deleting()) : progress())
                .or(seen::trouble)
                .map(why -> Judgement.yes("Reconciling", why.reason(), why.message()));
    }

    private Optional<Judgement> stalled() {
        return seen.rejection().or(this::blocked).map(why -> Judgement.yes("Stalled", why.reason(), why.message()));
    }
}
