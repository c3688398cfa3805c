package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import java.util.List;
import java.util.Optional;

/** What a state of the resource says about something that was asked for. */
sealed interface Verdict {
    /** It is not over. */
    record Going() implements Verdict {}

    /** It is done. */
    record Done(Optional<ReleaseSummary> release, String sentence) implements Verdict {}

    /** It goes on when a person has agreed to the plan. */
    record Unapproved(PlanStatus plan) implements Verdict {}

    /** It goes on when the resource is no longer suspended. */
    record Suspended() implements Verdict {}

    /**
     * It will not come about any more.
     *
     * @param outcome the word for programs
     * @param next the commands that may get on, without the resource's name, which comes after their first word
     */
    record Lost(String outcome, Optional<ReleaseSummary> release, String sentence, List<String> next)
            implements Verdict {}
}
