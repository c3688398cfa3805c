package dev.stagecraft.provider.migration.container;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationException.Code;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.provider.migration.OneOff.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds or begins the run and waits for its end. A run is never ended from here, and never begun while a run of the same
 * database has not ended: whoever migrates is left to finish.
 */
final class ContainerRun {
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final OneOff oneOff;
    private final MigrationJob job;
    private final ContainerWork work;
    private final MigrationListener listener;
    private final long begunAt = System.nanoTime();

    ContainerRun(MigrationJob job, ContainerWork work, MigrationListener listener) {
        this.oneOff = job.oneOff();
        this.job = job;
        this.work = work;
        this.listener = listener;
    }

    MigrationReport run() {
        var id = work.migration().id();
        if (job.through().filter(last -> !last.equals(id)).isPresent()) {
            throw new MigrationException(
                    Code.MIGRATION_FAILED,
                    MigrationReason.MIGRATION_FAILED,
                    "The plan is for %s, and image or command have changed since: now it would be %s. Nothing was run; a new plan is needed."
                            .formatted(job.through().get(), id));
        }
        if (oneOff.recorded().contains(id)) {
            return new MigrationReport(List.of(), List.of(id + " is done already"));
        }
        listener.before(work.migration());
        awaitOthers();
        removeWhatIsSettled();
        var run = find().orElseGet(this::begin);
        while (!run.ended()) {
            awaitOnce(run);
            run = find().orElseThrow(this::vanished);
        }
        if (!run.succeeded()) {
            throw failed(run);
        }
        listener.after(work.migration(), Duration.ofNanos(System.nanoTime() - begunAt));
        return new MigrationReport(List.of(id), List.of());
    }

    private void awaitOthers() {
        Predicate<Run> others = run -> !isOurs(run) && !run.ended();
        for (var other = any(others); other.isPresent(); other = any(others)) {
            awaitOnce(other.get());
        }
    }

    /** Of a failure on another occasion the release that it was for has told; a success is kept until it is recorded. */
    private void removeWhatIsSettled() {
        for (var run : oneOff.runs()) {
            boolean toldBefore =
                    run.ended() && !run.succeeded() && !run.occasion().equals(oneOff.occasion());
            if (run.ended() && (oneOff.recorded().contains(run.migration()) || toldBefore)) {
                oneOff.remove(run);
            }
        }
    }

    private Run begin() {
        if (!oneOff.start(work.program())) {
            throw vanished();
        }
        return find().orElseThrow(this::vanished);
    }

    private Optional<Run> find() {
        return any(this::isOurs);
    }

    private Optional<Run> any(Predicate<Run> which) {
        return oneOff.runs().stream().filter(which).findFirst();
    }

    private boolean isOurs(Run run) {
        return run.migration().equals(work.migration().id());
    }

    private void awaitOnce(Run run) {
        if (Thread.currentThread().isInterrupted()) {
            throw new MigrationException(
                    Code.CONNECTION_FAILED,
                    MigrationReason.CONNECTION_FAILED,
                    "The operator stopped while %s runs on host %s; its end is waited for by the next one."
                            .formatted(run.container(), run.host()));
        }
        var left = work.config().timeout().minusNanos(System.nanoTime() - begunAt);
        if (!left.isPositive()) {
            throw new MigrationException(
                    Code.MIGRATION_FAILED,
                    MigrationReason.MIGRATION_UNCLEAR,
                    "%s still runs on host %s after %s and is left to run, because nobody can tell what ending it would break. When it has ended, or you have ended it with 'docker stop', ask for a retry: it is found, and not begun again unless it failed."
                            .formatted(
                                    run.container(),
                                    run.host(),
                                    words(work.config().timeout())));
        }
        oneOff.await(run, left.compareTo(LOOK) < 0 ? left : LOOK);
    }

    private MigrationException failed(Run run) {
        var tail = oneOff.tail(run);
        return new MigrationException(
                Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_FAILED,
                "'%s' of service %s ended with exit code %d in container %s on host %s. Correct the cause and ask for a retry. %s"
                        .formatted(
                                String.join(" ", work.config().command()),
                                work.config().service(),
                                run.exitCode(),
                                run.container(),
                                run.host(),
                                tail.isEmpty() ? "It printed nothing." : "Its last words: " + tail));
    }

    private MigrationException vanished() {
        return new MigrationException(
                Code.MIGRATION_FAILED,
                MigrationReason.MIGRATION_UNCLEAR,
                "The container that ran '%s' is gone before its end was known: somebody removed it. Look at the database, then ask for a retry, which runs the command once more."
                        .formatted(String.join(" ", work.config().command())));
    }

    private static String words(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }
}
