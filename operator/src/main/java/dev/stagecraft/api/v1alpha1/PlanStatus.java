package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The plan that runs or waits. {@code state} is {@code Pending}, {@code AwaitingApproval}, {@code Running}, {@code
 * Completed}, {@code Failed} or {@code Stale}; {@code risk} is the highest of its steps. {@code specHash} is the fingerprint of
 * the spec it was made for, {@code release} the release it carries out, {@code holder} the operator process that runs it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanStatus(
        String id,
        PlanSummary summary,
        String risk,
        String state,
        List<StepStatus> steps,
        List<String> notes,
        String specHash,
        String release,
        boolean opensRelease,
        List<SkippedPhaseStatus> skipped,
        String holder,
        List<PlanMigration> migrations) {
    public PlanStatus {
        migrations = Guard.list(migrations);
        id = Guard.text(id);
        summary = summary == null ? PlanSummary.NONE : summary;
        risk = Guard.text(risk);
        state = Guard.text(state);
        steps = Guard.list(steps);
        notes = Guard.list(notes);
        specHash = Guard.text(specHash);
        release = Guard.text(release);
        skipped = Guard.list(skipped);
        holder = Guard.text(holder);
    }
}
