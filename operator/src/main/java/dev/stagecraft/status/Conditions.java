package dev.stagecraft.status;

import dev.stagecraft.release.PhaseState;
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
 * Computes every condition: the facts, and what they come to. Reconciling and Stalled follow kstatus: abnormal when true,
 * absent otherwise; the others are always there.
 */
final class Conditions {
    private final Assessment seen;
    private final Facts facts;
    private final Optional<Run> run;
    private final Optional<ReleaseRecord> serving;
    private final Optional<ReleaseRecord> latest;

    Conditions(Assessment seen) {
        this.seen = seen;
        facts = new Facts(seen);
        run = seen.state().run();
        serving = seen.state().history().serving();
        latest = seen.state().history().latest();
    }

    /** All of them, in the order in which a reader asks. */
    List<Judgement> all() {
        var judgements = new ArrayList<>(facts.all());
        judgements.add(ready());
        reconciling().ifPresent(judgements::add);
        stalled().ifPresent(judgements::add);
        return judgements;
    }

    /** Whether a release is served against what the spec says. */
    boolean holds() {
        return facts.held().isPresent();
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
                .or(facts::approvalWait)
                .or(() -> facts.held().map(facts::rolledBack))
                .or(seen::trouble)
                .or(this::progress)
                .or(() -> seen.differences().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Finding("Drifted", facts.drift())))
                .or(this::next);
    }

    /** A deletion that cannot go on says why: nothing else would tell how to get out of it. */
    private Finding deleting() {
        var words = "the resource is being deleted";
        return new Finding(
                "Deleting",
                seen.rejection()
                        .or(seen::trouble)
                        .or(this::progress)
                        .map(why -> words + "; " + why.message())
                        .orElse(words));
    }

    /** Ready is only what was seen to run. */
    private Optional<Finding> next() {
        if (!seen.settled() || serving.isEmpty()) {
            return Optional.of(new Finding("Progressing", "the next plan is being made"));
        }
        return seen.drift().isPresent()
                ? Optional.empty()
                : Optional.of(new Finding("Progressing", "what runs on the hosts is being compared with the release"));
    }

    /** Suspended, only a step that began before goes on. */
    private Optional<Finding> progress() {
        return run.filter(active -> active.state() == RunState.RUNNING)
                .filter(active -> active.busy() || !seen.suspended())
                .map(active -> new Finding(
                        active.opensRelease() ? "Releasing" : "Converging",
                        active.steps().stream()
                                .filter(step -> step.state() == PhaseState.RUNNING)
                                .findFirst()
                                .or(() -> postponed(active))
                                .map(Conditions::words)
                                .orElse("the next step is about to begin")));
    }

    /** A step that is to begin anew says why. */
    private static Optional<StepProgress> postponed(Run active) {
        return active.steps().stream()
                .filter(step -> step.state() == dev.stagecraft.release.PhaseState.PENDING
                        && !step.reason().isEmpty())
                .findFirst();
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
                .map(facts::failed)
                .or(() -> failedRun
                        .get()
                        .failure()
                        .map(step -> new Finding(
                                step.reason().isEmpty() ? "StepFailed" : step.reason(),
                                step.description() + " failed: " + step.message())));
        return why.map(finding -> new Finding(
                finding.reason(),
                finding.message() + "; when the cause is gone, change the spec or run: " + again(failedRun.get())));
    }

    /** What was asked for once is asked for anew; everything else is retried. */
    private String again(Run failed) {
        return failed.asked()
                .map(database -> seen.name().annotate("migrate", database + "@" + Assessment.NEW_TOKEN))
                .orElseGet(() -> seen.name().annotate("retry", Assessment.NEW_TOKEN));
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
        return seen.rejection()
                .or(() -> blocked()
                        .map(why -> seen.deleting()
                                ? new Finding(why.reason(), deleting().message())
                                : why))
                .map(why -> Judgement.yes("Stalled", why.reason(), why.message()));
    }
}
