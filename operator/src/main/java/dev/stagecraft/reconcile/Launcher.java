package dev.stagecraft.reconcile;

import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.reconcile.step.StepContext;
import dev.stagecraft.reconcile.step.StepRunner;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.State;

/** Hands the steps of a durable decision to the runner. */
final class Launcher {
    private Launcher() {}

    static void launch(StepRunner runner, Releases releases, Gathered gathered, Decision decision) {
        var state = decision.state();
        var plan = state.run().map(Run::planId).orElse("");
        for (var launch : decision.launches()) {
            runner.submit(
                    new StepRunner.Key(
                            gathered.resource().uid(), plan, launch.step().id()),
                    new StepContext(gathered, state, launch, () -> served(releases, gathered, state)));
        }
    }

    /** A release serves what is stored of it; until it is stored, what it was opened with. */
    private static Served served(Releases releases, Gathered gathered, State state) {
        var record = state.run()
                .flatMap(Run::release)
                .flatMap(state.history()::find)
                .orElseThrow(() -> new IllegalStateException("the run carries out no release"));
        return releases.stored(gathered.resource(), record.id())
                .or(() -> record.rollbackOf().flatMap(id -> releases.stored(gathered.resource(), id)))
                .orElseGet(() -> fresh(gathered, record));
    }

    private static Served fresh(Gathered gathered, ReleaseRecord record) {
        if (record.rollbackOf().isPresent() || !record.inputsHash().equals(gathered.inputsHash())) {
            throw new IllegalStateException("release " + record.id() + " is no longer stored");
        }
        return Releases.fresh(gathered, record.images());
    }
}
