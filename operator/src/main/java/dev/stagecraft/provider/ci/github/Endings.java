package dev.stagecraft.provider.ci.github;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Building;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Puts runs and failures into words: what they mean for the build. Does no I/O. */
final class Endings {
    private static final Duration POLL = Duration.ofSeconds(15);
    private static final Duration AWAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final GitHubConfig config;
    private final Clock clock;

    Endings(GitHubConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Of a run that has not ended. */
    Building underWay(Run run) {
        var words = switch (run.status()) {
            case "in_progress" -> "builds";
            case "waiting" -> "waits until somebody approves it there";
            case "queued", "requested", "pending" -> "waits for a runner";
            default -> "is " + run.status();
        };
        return new Building(POLL, "GitHub run %d %s: %s".formatted(run.id(), words, run.url()));
    }

    /** Of a run that has had all its time. */
    Failed tooLong(Run run, BuildRequest request) {
        var never = !run.status().equals("in_progress");
        return new Failed(
                Reason.BUILD_TIMEOUT,
                "GitHub run %d %s %d minutes and was cancelled: %s. %s"
                        .formatted(
                                run.id(),
                                never ? "found no runner, or nobody who approved it, within" : "took longer than",
                                request.timeout().toMinutes(),
                                run.url(),
                                never
                                        ? "Look whether there are runners with the label " + config.runner() + "."
                                        : "Raise spec.build.timeout, or make the build shorter."),
                false);
    }

    /**
     * Of a run that has ended.
     *
     * @param failed the job that did not end well, where there is one
     * @param tail the last lines that it printed; empty where they could not be had
     */
    BuildOutcome ended(Run run, BuildRequest request, Optional<FailedStep> failed, String tail) {
        var where = failed.map(FailedStep::words).orElse("");
        var link = run.url() + (tail.isEmpty() ? "" : ". It printed: " + tail);
        return switch (run.conclusion()) {
            case "success" -> new BuildOutcome.Built();
            case "failure" -> failure(run, failed, where, link);
            case "timed_out" -> timedOut(run, request, where);
            case "cancelled" ->
                failed.map(FailedStep::took).orElse(Duration.ZERO).compareTo(request.timeout()) >= 0
                        ? timedOut(run, request, where)
                        : evicted(run, "was cancelled by somebody" + where);
            case "stale" -> evicted(run, "was given up by GitHub");
            case "action_required" ->
                refused(run, "was not started, as somebody must approve it there first. Then ask for a retry");
            case "startup_failure" ->
                refused(
                        run,
                        "could not be started: the workflow file is not valid, or the repository does not allow an action that it uses");
            case "skipped", "neutral" ->
                refused(
                        run,
                        "did nothing: .github/workflows/%s is not the file that Stagecraft writes. Put the current one there"
                                .formatted(config.workflow()));
            default ->
                new Failed(
                        Reason.BUILD_FAILED,
                        "GitHub run %d ended with '%s'%s: %s".formatted(run.id(), run.conclusion(), where, link),
                        false);
        };
    }

    /** Of a run that GitHub accepted and never showed. */
    Failed neverShown() {
        return new Failed(
                Reason.BUILDER_NOT_AVAILABLE,
                "GitHub accepted a run of %s in %s, and lists none with the name that was asked for. Look whether the file is the one that Stagecraft writes: its line run-name is by what a run is found."
                        .formatted(config.workflow(), config.repository()),
                false);
    }

    /** Of a run that is gone. */
    Failed gone(long run) {
        return new Failed(
                Reason.BUILD_EVICTED,
                "GitHub run %d of %s is gone: somebody deleted it.".formatted(run, config.repository()),
                true);
    }

    BuildOutcome of(GitHubFailure failure) {
        return switch (failure.kind()) {
            case RATE_LIMITED -> new Building(pause(failure.until().orElse(clock.instant())), failure.sentence());
            case NOT_SENT, UNCLEAR -> new Building(AWAY, failure.sentence());
            // The Secret may have another token by now.
            case REFUSED ->
                failure.status() == HttpURLConnection.HTTP_UNAUTHORIZED
                        ? new Failed(Reason.BUILDER_UNAUTHORIZED, failure.sentence(), true)
                        : new Failed(Reason.BUILDER_NOT_AVAILABLE, failure.sentence(), false);
        };
    }

    private Duration pause(Instant until) {
        var seconds = Duration.between(clock.instant(), until).toSeconds();
        return Duration.ofSeconds(Math.clamp(seconds, 1, LONGEST_PAUSE.toSeconds()));
    }

    private static Failed failure(Run run, Optional<FailedStep> failed, String where, String link) {
        var login = failed.flatMap(FailedStep::step)
                .filter(WorkflowSteps.LOG_IN::equals)
                .isPresent();
        return new Failed(
                login ? Reason.REGISTRY_UNAUTHORIZED : Reason.BUILD_FAILED,
                "GitHub run %d failed%s: %s".formatted(run.id(), where, link),
                false);
    }

    private static Failed timedOut(Run run, BuildRequest request, String where) {
        return new Failed(
                Reason.BUILD_TIMEOUT,
                "GitHub run %d took longer than %d minutes%s: %s. Raise spec.build.timeout, or make the build shorter."
                        .formatted(run.id(), request.timeout().toMinutes(), where, run.url()),
                false);
    }

    private static Failed evicted(Run run, String what) {
        return new Failed(Reason.BUILD_EVICTED, "GitHub run %d %s: %s".formatted(run.id(), what, run.url()), true);
    }

    private static Failed refused(Run run, String what) {
        return new Failed(
                Reason.BUILDER_NOT_AVAILABLE, "GitHub run %d %s: %s".formatted(run.id(), what, run.url()), false);
    }
}
