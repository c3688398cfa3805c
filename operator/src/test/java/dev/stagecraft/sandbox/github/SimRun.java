package dev.stagecraft.sandbox.github;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A run of a workflow; what happens in it is said by the test. Safe for any thread. */
public final class SimRun {
    private final long id;
    private final SimWorkflow workflow;
    private final String ref;
    private final String title;
    private final Map<String, String> inputs;
    private final Instant createdAt;
    private final Clock clock;
    private Instant startedAt;
    private Instant updatedAt;
    private int attempt = 1;
    private String status = "queued";
    private Optional<String> conclusion = Optional.empty();
    private Optional<String> failedStep = Optional.empty();
    private String log = "";

    SimRun(long id, SimWorkflow workflow, String ref, Map<String, String> inputs, Clock clock) {
        this.id = id;
        this.workflow = workflow;
        this.ref = ref;
        this.title = workflow.title(inputs);
        this.inputs = Map.copyOf(inputs);
        this.clock = clock;
        this.createdAt = clock.instant();
        this.startedAt = createdAt;
        this.updatedAt = createdAt;
    }

    public long id() {
        return id;
    }

    public Map<String, String> inputs() {
        return inputs;
    }

    public String ref() {
        return ref;
    }

    public String title() {
        return title;
    }

    Instant createdAt() {
        return createdAt;
    }

    SimWorkflow workflow() {
        return workflow;
    }

    public synchronized String status() {
        return status;
    }

    public synchronized Optional<String> conclusion() {
        return conclusion;
    }

    /** One of the documented states before the end. */
    public synchronized void is(String state) {
        status = state;
        updatedAt = clock.instant();
    }

    public synchronized void ends(String how) {
        status = "completed";
        conclusion = Optional.of(how);
        updatedAt = clock.instant();
    }

    /** Its job fails in a step. */
    public synchronized void failsIn(String step, String printed) {
        failedStep = Optional.of(step);
        log = printed;
        ends("failure");
    }

    /** A person runs it again. */
    public synchronized void again() {
        attempt++;
        status = "queued";
        conclusion = Optional.empty();
        failedStep = Optional.empty();
        startedAt = clock.instant();
        updatedAt = startedAt;
    }

    synchronized boolean cancel() {
        if (status.equals("completed")) {
            return false;
        }
        ends("cancelled");
        return true;
    }

    synchronized String log() {
        return log;
    }

    synchronized ObjectNode json(String api) {
        var url = api + "/repos/" + workflow.repository() + "/actions/runs/" + id;
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", workflow.name())
                .put("node_id", "WFR_" + id)
                .put("check_suite_id", id + 1)
                .put("head_branch", ref)
                .put("head_sha", "0".repeat(40))
                .put("path", ".github/workflows/" + workflow.file())
                .put("display_title", title)
                .put("run_number", id % 1000)
                .put("run_attempt", attempt)
                .put("event", "workflow_dispatch")
                .put("status", status)
                .put("conclusion", conclusion.orElse(null))
                .put("workflow_id", workflow.id())
                .put("url", url)
                .put("html_url", "https://github.com/" + workflow.repository() + "/actions/runs/" + id)
                .put("jobs_url", url + "/jobs")
                .put("logs_url", url + "/logs")
                .put("cancel_url", url + "/cancel")
                .put("created_at", createdAt.toString())
                .put("run_started_at", startedAt.toString())
                .put("updated_at", updatedAt.toString());
    }

    /** The one job that builds. */
    synchronized ArrayNode jobs() {
        var jobs = JsonNodeFactory.instance.arrayNode();
        var job = jobs.addObject()
                .put("id", id * 10)
                .put("run_id", id)
                .put("run_attempt", attempt)
                .put("name", "build")
                .put("status", status)
                .put("conclusion", conclusion.orElse(null))
                .put("started_at", startedAt.toString())
                .put("completed_at", conclusion.isPresent() ? updatedAt.toString() : null);
        var steps = job.putArray("steps");
        steps.addObject().put("name", "Set up job").put("number", 1).put("conclusion", "success");
        failedStep.ifPresent(
                name -> steps.addObject().put("name", name).put("number", 2).put("conclusion", "failure"));
        steps.addObject().put("name", "Complete job").put("number", 3).put("conclusion", "success");
        return jobs;
    }
}
