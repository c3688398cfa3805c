package dev.stagecraft.reconcile.step;

import dev.stagecraft.release.StepOutcome;
import java.util.ArrayList;
import java.util.List;

/** A step that the runner has, and the outcomes of it that are not durable yet. Its lock guards stage and outcomes together. */
final class StepTask {
    enum Stage {
        /** On a thread, or about to be. */
        RUNNING,
        /** Waiting for its time. */
        PARKED,
        /** Ended; the outcome is not durable yet. */
        ENDED,
        /** Failed or postponed, and durable; not to be tried again before its time. */
        COOLING
    }

    volatile Stage stage = Stage.RUNNING;
    volatile String lastWords = "";
    volatile List<StepOutcome> outcomes = List.of();
    /** Whether an outcome was never handed over, so that nobody can have folded it; guarded by the task. */
    boolean unread;

    synchronized boolean busy() {
        return stage == Stage.RUNNING || unread;
    }

    /** Adds what is to be told; false where the same was said just before. */
    synchronized boolean add(StepOutcome outcome) {
        if (outcome instanceof StepOutcome.Waiting(var after, var why, var outputs)) {
            var words = why + outputs;
            boolean known = words.equals(lastWords);
            lastWords = words;
            if (known) {
                return false;
            }
        }
        var more = new ArrayList<>(outcomes);
        more.add(outcome);
        outcomes = List.copyOf(more);
        unread = true;
        return true;
    }

    synchronized List<StepOutcome> read() {
        unread = false;
        return outcomes;
    }
}
