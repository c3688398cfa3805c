package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** Compares the plan that a command tells with the plan that the operator made. */
final class LivePlans {
    private LivePlans() {}

    /** The resource once the operator shows a plan for it as it stands there, and waits. */
    static Stagecraft waiting(Resources resources) {
        return resources.await(
                "shop",
                "a plan that waits",
                found -> found.getStatus().phase().equals("AwaitingApproval")
                        && found.getStatus().plan() != null
                        && found.getMetadata()
                                .getGeneration()
                                .equals(found.getStatus().observedGeneration()));
    }

    /** The only plan of a command's JSON. */
    static JsonNode only(CliRun.Result result) {
        try {
            var plans = new ObjectMapper().readTree(result.out()).path("plans");
            assertEquals(1, plans.size(), result::text);
            return plans.get(0);
        } catch (IOException e) {
            throw new AssertionError(result.text(), e);
        }
    }

    /** Step for step, and by its id. */
    static void assertTheSame(Stagecraft waiting, CliRun.Result result) {
        var told = only(result);
        var made = Resources.plan(waiting);
        assertEquals(2, result.exitCode(), result::text);
        assertEquals(steps(made), steps(told));
        assertEquals(made.id(), told.path("planId").asText());
    }

    private static List<String> steps(JsonNode plan) {
        return StreamSupport.stream(plan.path("steps").spliterator(), false)
                .map(step -> String.join(
                        "|",
                        step.path("id").asText(),
                        step.path("kind").asText(),
                        step.path("phase").asText(),
                        step.path("target").asText(),
                        step.path("description").asText(),
                        step.path("risk").asText(),
                        step.path("riskReason").asText(),
                        step.path("dependsOn").toString()))
                .toList();
    }

    private static List<String> steps(PlanStatus plan) {
        var json = new ObjectMapper();
        return plan.steps().stream()
                .map(step -> String.join(
                        "|",
                        step.id(),
                        step.kind(),
                        step.phase(),
                        step.target(),
                        step.description(),
                        step.risk(),
                        step.riskReason(),
                        json.valueToTree(step.dependsOn()).toString()))
                .toList();
    }
}
