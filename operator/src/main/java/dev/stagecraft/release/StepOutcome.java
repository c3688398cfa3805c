package dev.stagecraft.release;

import java.time.Duration;
import java.util.Map;

/** How one run of a step ended. */
public sealed interface StepOutcome {
    /**
     * What the step was for is so.
     *
     * @param outputs what later steps and status need; never a secret
     */
    record Done(Map<String, String> outputs) implements StepOutcome {
        public Done {
            outputs = Map.copyOf(outputs);
        }
    }

    /**
     * Not yet; the step wants to look again.
     *
     * @param outputs what is known already and must not be lost
     */
    record Waiting(Duration after, String why, Map<String, String> outputs) implements StepOutcome {
        public Waiting {
            outputs = Map.copyOf(outputs);
        }
    }

    /** It failed in a way that may pass: it is tried again, a bounded number of times. */
    record Failed(String reason, String message) implements StepOutcome {}

    /**
     * It could not act now, through no fault of its own, and begins anew after that time: no attempt and no time counts.
     *
     * @param unsent whether the create that status announces was certainly not sent
     */
    record Postponed(Duration after, String reason, String message, boolean unsent) implements StepOutcome {}

    /** It cannot succeed until a person changes something. */
    record Refused(String reason, String message) implements StepOutcome {}
}
