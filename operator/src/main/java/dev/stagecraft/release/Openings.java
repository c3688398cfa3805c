package dev.stagecraft.release;

import dev.stagecraft.plan.Plan;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** Begins the run of a plan, and with it the release that the plan opens. */
public final class Openings {
    private Openings() {}

    /**
     * What is opened.
     *
     * @param specHash the spec that the run is made for
     * @param recordHash the spec that the release stands for: the old one's, for a rollback
     * @param rollbackOf for a rollback, the stored release whose inputs it serves
     * @param sources by database, the states of the sources that its files are read from
     */
    public record Opening(
            Intent intent,
            String version,
            String specHash,
            String recordHash,
            String inputsHash,
            Optional<String> rollbackOf,
            SortedMap<String, String> images,
            SortedMap<String, String> sources) {
        /** Without migrations. */
        public Opening(
                Intent intent,
                String version,
                String specHash,
                String recordHash,
                String inputsHash,
                Optional<String> rollbackOf,
                SortedMap<String, String> images) {
            this(intent, version, specHash, recordHash, inputsHash, rollbackOf, images, Collections.emptySortedMap());
        }

        /** The same with migrations from those. */
        public Opening reading(SortedMap<String, String> newSources) {
            return new Opening(intent, version, specHash, recordHash, inputsHash, rollbackOf, images, newSources);
        }
    }

    /** The state in which the plan is shown but does not run: it waits for an approval, or for the end of a suspension. */
    public static State show(State state, Plan plan, RunState as, String specHash, String holder) {
        return state.with(Optional.of(Run.of(plan, specHash, as, holder)));
    }

    /** The state in which the plan runs; where it opens a release, history has its record and a rollback its hold. */
    public static State begin(State state, Plan plan, Opening opening, String holder, Instant now) {
        var run = Run.of(plan, opening.specHash(), RunState.RUNNING, holder);
        if (!plan.opensRelease()) {
            var serving = state.history().serving().map(ReleaseRecord::id);
            return state.with(Optional.of(serving.map(run::releasing).orElse(run)));
        }
        var record = record(state, plan, opening, run, now);
        var next = state.with(Optional.of(run.releasing(record.id())))
                .with(state.history().with(record));
        return opening.intent() instanceof Intent.Rollback(var to, var reason)
                ? next.holding(Optional.of(new Hold(opening.specHash(), record.id(), reason, now)))
                : next.holding(Optional.empty());
    }

    private static ReleaseRecord record(State state, Plan plan, Opening opening, Run run, Instant now) {
        return new ReleaseRecord(
                ReleaseId.next(now, state.history().latest().map(ReleaseRecord::id)),
                state.history().nextRevision(),
                opening.rollbackOf().isPresent() ? ReleaseType.ROLLBACK : ReleaseType.DEPLOY,
                opening.version(),
                state.history().serving().map(ReleaseRecord::id),
                opening.rollbackOf(),
                ReleaseState.RUNNING,
                plan.id(),
                opening.recordHash(),
                opening.inputsHash(),
                now,
                Optional.empty(),
                "",
                "",
                Phases.of(run),
                opening.images(),
                Migrations.marks(state, opening.sources()));
    }
}
