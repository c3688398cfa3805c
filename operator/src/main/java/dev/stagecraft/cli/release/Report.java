package dev.stagecraft.cli.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended, for programs.
 *
 * @param outcome a word
 * @param message a sentence; may be empty
 * @param next the commands that may get on
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Report(
        String namespace,
        String name,
        String outcome,
        String message,
        @Nullable Release release,
        @Nullable Plan plan,
        List<String> next) {

    /** The release that was brought about. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Release(
            String id,
            long revision,
            String type,
            String version,
            String state,
            String reason,
            String message,
            List<Phase> phases) {
        static Release of(ReleaseSummary summary) {
            return new Release(
                    summary.id(),
                    summary.revision(),
                    summary.type(),
                    summary.version(),
                    summary.state(),
                    summary.reason(),
                    summary.message(),
                    summary.phases().stream().map(Phase::of).toList());
        }
    }

    /** One of its phases. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Phase(String name, String status, String message) {
        static Phase of(PhaseStatus phase) {
            return new Phase(phase.name(), phase.status(), phase.message());
        }
    }

    /** The plan that waits. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Plan(String id, String risk, int create, int change, int destroy, List<String> risks) {
        static Plan of(PlanStatus plan) {
            return new Plan(
                    plan.id(),
                    plan.risk(),
                    plan.summary().create(),
                    plan.summary().change(),
                    plan.summary().destroy(),
                    PlanWords.risks(plan));
        }
    }

    /** Of something that brought about neither a release nor a plan. */
    static Report of(String namespace, String name, String outcome, String message) {
        return new Report(namespace, name, outcome, message, null, null, List.of());
    }
}
