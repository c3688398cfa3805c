package dev.stagecraft.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the API answers for one repository to a token that may see it. */
final class Endpoints {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> LIST_PARAMETERS = Set.of(
            "actor",
            "branch",
            "event",
            "status",
            "per_page",
            "page",
            "created",
            "exclude_pull_requests",
            "check_suite_id",
            "head_sha");
    private static final Set<String> JOB_PARAMETERS = Set.of("filter", "per_page", "page");
    private static final Pattern RUNS = Pattern.compile("/actions/workflows/([^/]+)/runs");
    private static final Pattern DISPATCHES = Pattern.compile("/actions/workflows/([^/]+)/dispatches");
    private static final Pattern RUN = Pattern.compile("/actions/runs/(\\d+)");
    private static final Pattern JOBS = Pattern.compile("/actions/runs/(\\d+)/jobs");
    private static final Pattern CANCEL = Pattern.compile("/actions/runs/(\\d+)/cancel");
    private static final Pattern LOGS = Pattern.compile("/actions/jobs/(\\d+)/logs");

    private final SimRepository repository;
    private final SimulatedGitHub github;

    Endpoints(SimRepository repository, SimulatedGitHub github) {
        this.repository = repository;
        this.github = github;
    }

    /** @param path below the repository's own */
    Reply answer(SimRequest request, String path, boolean mayWrite) {
        if (request.method().equals("GET")) {
            return read(request, path);
        }
        if (!mayWrite) {
            return Reply.error(403, "Resource not accessible by personal access token");
        }
        Matcher dispatch = DISPATCHES.matcher(path);
        if (dispatch.matches()) {
            return repository
                    .find(dispatch.group(1))
                    .map(workflow -> dispatch(request, workflow))
                    .orElseGet(() -> Reply.error(404, "Not Found"));
        }
        Matcher cancel = CANCEL.matcher(path);
        return cancel.matches() ? cancel(Long.parseLong(cancel.group(1))) : Reply.error(404, "Not Found");
    }

    private Reply read(SimRequest request, String path) {
        if (path.isEmpty()) {
            return Reply.of(
                    200,
                    JSON.objectNode()
                            .put("full_name", repository.name())
                            .put("default_branch", repository.defaultBranch()));
        }
        Matcher runs = RUNS.matcher(path);
        if (runs.matches()) {
            return repository
                    .find(runs.group(1))
                    .map(workflow -> list(request, workflow))
                    .orElseGet(() -> Reply.error(404, "Not Found"));
        }
        Matcher run = RUN.matcher(path);
        if (run.matches()) {
            return ofRun(run, github.weather().readLag().isZero() ? repository.runs() : listed())
                    .map(found -> Reply.of(200, found.json(github.api())))
                    .orElseGet(() -> Reply.error(404, "Not Found"));
        }
        Matcher jobs = JOBS.matcher(path);
        if (jobs.matches()) {
            github.allow(request, JOB_PARAMETERS);
            return ofRun(jobs, repository.runs())
                    .map(found -> Reply.of(
                            200,
                            JSON.objectNode()
                                    .put("total_count", 1)
                                    .<com.fasterxml.jackson.databind.node.ObjectNode>set("jobs", found.jobs())))
                    .orElseGet(() -> Reply.error(404, "Not Found"));
        }
        Matcher logs = LOGS.matcher(path);
        if (logs.matches()) {
            return Reply.empty(302).with(Map.of("location", github.logAddress(Long.parseLong(logs.group(1)))));
        }
        return Reply.error(404, "Not Found");
    }

    private List<SimRun> listed() {
        return repository.listed(github.weather().readLag());
    }

    private static java.util.Optional<SimRun> ofRun(Matcher path, List<SimRun> runs) {
        return runs.stream()
                .filter(run -> run.id() == Long.parseLong(path.group(1)))
                .findFirst();
    }

    private Reply list(SimRequest request, SimWorkflow workflow) {
        github.allow(request, LIST_PARAMETERS);
        var since = Instant.parse(request.query()
                .getOrDefault("created", ">=1970-01-01T00:00:00Z")
                .substring(">=".length()));
        var found = repository.listed(github.weather().listLag()).stream()
                .filter(run -> run.workflow() == workflow && !run.createdAt().isBefore(since))
                .toList();
        var size = Math.clamp(request.number("per_page", 30), 1, 100);
        var page = request.number("page", 1);
        var body = JSON.objectNode().put("total_count", found.size());
        var shown = body.putArray("workflow_runs");
        found.stream().skip((page - 1L) * size).limit(size).forEach(run -> shown.add(run.json(github.api())));
        var reply = Reply.of(200, body);
        return (long) page * size < found.size()
                ? reply.with(
                        Map.of("link", "<" + github.api() + request.path() + "?page=" + (page + 1) + ">; rel=\"next\""))
                : reply;
    }

    private Reply dispatch(SimRequest request, SimWorkflow workflow) {
        JsonNode body = request.body();
        var known = new ArrayList<>(List.of("ref", "inputs"));
        if (github.weather().runDetails()) {
            known.add("return_run_details");
        }
        for (var field : body.properties()) {
            if (!known.contains(field.getKey())) {
                return Reply.error(400, "\"" + field.getKey() + "\" is not a permitted key.");
            }
        }
        String ref = body.path("ref").asText("");
        if (!repository.hasRef(ref)) {
            return Reply.error(422, "No ref found for: " + ref);
        }
        var given = new HashMap<String, JsonNode>();
        body.path("inputs").properties().forEach(input -> given.put(input.getKey(), input.getValue()));
        var refusal = workflow.refusal(given);
        if (refusal.isPresent()) {
            return Reply.error(422, refusal.get());
        }
        var inputs = new HashMap<String, String>();
        given.forEach((name, value) -> inputs.put(name, value.asText()));
        var run = repository.add(workflow, ref, inputs).json(github.api());
        return body.path("return_run_details").asBoolean()
                ? Reply.of(
                        200,
                        JSON.objectNode()
                                .put("workflow_run_id", run.path("id").asLong())
                                .put("run_url", run.path("url").asText())
                                .put("html_url", run.path("html_url").asText()))
                : Reply.empty(204);
    }

    private Reply cancel(long id) {
        return repository.runs().stream()
                .filter(run -> run.id() == id)
                .findFirst()
                .map(run -> run.cancel()
                        ? Reply.of(202, JSON.objectNode())
                        : Reply.error(409, "Cannot cancel a workflow run that is completed."))
                .orElseGet(() -> Reply.error(404, "Not Found"));
    }
}
