package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The plan that runs or waits. {@code state} is {@code Pending}, {@code AwaitingApproval}, {@code Running}, {@code
 * Completed}, {@code Failed} or {@code Stale}; {@code risk} is the highest of its steps.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStatus(
        String id, PlanSummary summary, String risk, String state, List<StepStatus> steps, List<String> notes) {
    public PlanStatus {
        id = Guard.text(id);
        summary = summary == null ? PlanSummary.NONE : summary;
        risk = Guard.text(risk);
        state = Guard.text(state);
        steps = Guard.list(steps);
        notes = Guard.list(notes);
    }

    public PlanStatus withState(String state) {
        return new PlanStatus(id, summary, risk, state, steps, notes);
    }

    public PlanStatus withSteps(List<StepStatus> steps) {
        return new PlanStatus(id, summary, risk, state, steps, notes);
    }

    public PlanStatus withNotes(List<String> notes) {
        return new PlanStatus(id, summary, risk, state, steps, notes);
    }
}
