package dev.stagecraft.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A command that a release runs once.
 *
 * @param phase of {@link When#FAILURE}, the one whose failure it is for; empty where any is
 * @param service whose new image it runs in
 * @param limit how long it may run
 * @param mayFail whether the release goes on when it fails
 * @param command what it runs, which an approval of the plan is for
 */
public record HookTarget(
        String name,
        When when,
        Optional<Phase> phase,
        String service,
        Duration limit,
        boolean mayFail,
        List<String> command) {
    public HookTarget {
        command = List.copyOf(command);
    }

    /** At which end of its phase it runs. */
    public enum When {
        BEFORE("before"),
        AFTER("after"),
        /** When the phase failed. */
        FAILURE("failure");

        private final String label;

        When(String label) {
            this.label = label;
        }

        /** The word of the API. */
        public String label() {
            return label;
        }

        /** The end of that word; empty for a word that is none. */
        public static Optional<When> of(String label) {
            return Arrays.stream(values())
                    .filter(when -> when.label.equals(label))
                    .findFirst();
        }
    }

    /** The id of the step that runs it. */
    String step() {
        return "hook/" + name;
    }

    /** When it runs, in words. */
    String occasion() {
        return switch (when) {
            case BEFORE, AFTER ->
                when.label() + " phase " + phase.map(Phase::label).orElse("");
            case FAILURE ->
                phase.map(failed -> "if phase " + failed.label() + " fails").orElse("if the release fails");
        };
    }
}
