package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.Plan;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import java.util.ArrayList;
import java.util.List;

/** What a reader of a plan should know of what the operator does, or waits with, just now. */
final class RunningNotes {
    private RunningNotes() {}

    static List<String> of(State state, Plan plan) {
        var notes = new ArrayList<String>();
        state.run().ifPresent(run -> {
            if (run.state() == RunState.RUNNING) {
                notes.add("the operator runs plan " + run.planId()
                        + run.release().map(id -> " of release " + id).orElse("")
                        + " just now; this is what would be planned from where its hosts are");
            }
            if (run.migrates() && run.state() == RunState.AWAITING_APPROVAL) {
                notes.add(migrations(run));
            }
        });
        if (plan.isEmpty()) {
            state.databases().forEach((name, known) -> {
                if (known.pending() > 0) {
                    notes.add("database " + name + ": " + known.pending() + " migrations were pending when the operator"
                            + " looked last" + (known.note().isEmpty() ? "" : ": " + known.note()));
                }
            });
        }
        return notes;
    }

    private static String migrations(Run run) {
        var targets = run.steps().stream().map(step -> step.target()).distinct().toList();
        return "plan " + run.planId() + " waits for an approval: it migrates " + String.join(", ", targets)
                + " beside what serves";
    }
}
