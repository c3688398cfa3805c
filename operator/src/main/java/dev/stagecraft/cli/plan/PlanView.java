package dev.stagecraft.cli.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as other programs read it; spec/cli-plan.md describes every field. Fields are added, and never taken away.
 *
 * @param result {@code Nothing}, {@code Changes} or {@code Refused}
 * @param planId empty where nothing could be planned
 * @param changes with {@code --diff} only
 */
@JsonPropertyOrder({
    "resource",
    "against",
    "result",
    "planId",
    "summary",
    "risk",
    "opensRelease",
    "services",
    "steps",
    "skipped",
    "migrations",
    "images",
    "notes",
    "refusals",
    "changes"
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlanView(
        Subject resource,
        String against,
        String result,
        String planId,
        Counts summary,
        String risk,
        boolean opensRelease,
        List<String> services,
        List<StepView> steps,
        List<Skipped> skipped,
        List<Pending> migrations,
        SortedMap<String, String> images,
        List<String> notes,
        List<Refused> refusals,
        @Nullable Changes changes) {
    static final String NOTHING = "Nothing";
    static final String CHANGES = "Changes";
    static final String REFUSED = "Refused";

    /** The resource that is planned. */
    @JsonPropertyOrder({"namespace", "name", "project", "environment", "version"})
    public record Subject(String namespace, String name, String project, String environment, String version) {}

    /** How many machines are created and destroyed, and how many hosts change. */
    @JsonPropertyOrder({"create", "change", "destroy"})
    public record Counts(int create, int change, int destroy) {}

    /**
     * A step.
     *
     * @param riskReason empty for a safe one
     */
    @JsonPropertyOrder({"id", "phase", "kind", "target", "description", "dependsOn", "risk", "riskReason"})
    public record StepView(
            String id,
            String phase,
            String kind,
            String target,
            String description,
            List<String> dependsOn,
            String risk,
            String riskReason) {}

    /** A phase with nothing to do. */
    @JsonPropertyOrder({"phase", "reason"})
    public record Skipped(String phase, String reason) {}

    /** A migration that a database has not had. */
    @JsonPropertyOrder({"database", "id", "phase", "risk", "reason"})
    public record Pending(String database, String id, String phase, String risk, String reason) {}

    /**
     * Why the plan would not run.
     *
     * @param path of the field; empty where it is none
     * @param at file and line of that field, where it comes from a file
     */
    @JsonPropertyOrder({"reason", "path", "at", "message"})
    public record Refused(String reason, String path, String at, String message) {}

    /** What changes between the current release and what is wanted. */
    @JsonPropertyOrder({"release", "version", "images", "environment", "hosts", "compose"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Changes(
            @Nullable String release,
            @Nullable Change version,
            SortedMap<String, Change> images,
            Names environment,
            SortedMap<String, Change> hosts,
            SortedMap<String, String> compose) {
        boolean none() {
            return version == null && images.isEmpty() && environment.none() && hosts.isEmpty() && compose.isEmpty();
        }
    }

    /** A value before and after; absent where it is not there. */
    @JsonPropertyOrder({"before", "after"})
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(@Nullable String before, @Nullable String after) {}

    /** Names of variables whose values differ; never a value. */
    @JsonPropertyOrder({"added", "removed", "changed"})
    public record Names(List<String> added, List<String> removed, List<String> changed) {
        boolean none() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }
}
