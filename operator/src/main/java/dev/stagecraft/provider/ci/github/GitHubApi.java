package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The API for one workflow of one repository with one token: counts against the gate, and sorts answers into values and failures. Every
 * method may throw a {@link GitHubFailure}.
 */
final class GitHubApi {
    private static final int PER_PAGE = 100;

    /** GitHub lists no more than a thousand. */
    private static final int MAX_PAGES = 10;

    private final GitHubConfig config;
    private final GitHubAccess access;
    private final Secret token;
    private final ApiFaults faults;
    private final String repository;

    GitHubApi(GitHubConfig config, GitHubAccess access, Secret token) {
        this.config = config;
        this.access = access;
        this.token = token;
        this.faults = new ApiFaults(config, Sanitizer.none().with(token));
        this.repository = "/repos/" + config.repository();
    }

    /** The branch whose workflow file is run where the configuration names none. */
    String defaultBranch() {
        var request = ApiRequest.get(repository, "look at the repository");
        var branch = answered(request, 200).body().path("default_branch").asText("");
        if (branch.isEmpty()) {
            throw faults.protocol(request, "names no default branch");
        }
        return branch;
    }

    /** Runs of the workflow that were dispatched since then, newest first. */
    List<Run> runs(Instant since) {
        var runs = new ArrayList<Run>();
        for (int page = 1; page <= MAX_PAGES; page++) {
            var request = ApiRequest.get(
                    "%s/actions/workflows/%s/runs?event=workflow_dispatch&created=%%3E%%3D%s&per_page=%d&page=%d"
                            .formatted(
                                    repository,
                                    config.workflow(),
                                    since.truncatedTo(ChronoUnit.SECONDS)
                                            .toString()
                                            .replace(":", "%3A"),
                                    PER_PAGE,
                                    page),
                    "list the runs of the workflow");
            var answer = answered(request, 200);
            var listed = answer.body().path("workflow_runs");
            if (!listed.isArray()) {
                throw faults.protocol(request, "has no list of runs");
            }
            listed.forEach(run -> runs.add(checked(request, run)));
            if (!answer.headers().firstValue("link").orElse("").contains("rel=\"next\"")) {
                break;
            }
        }
        return runs;
    }

    /** Empty where there is none of that id, or none yet. */
    Optional<Run> run(long id) {
        var request = ApiRequest.get(repository + "/actions/runs/" + id, "look at run " + id);
        var answer = answered(request, 200, 404);
        return answer.status() == 404 ? Optional.empty() : Optional.of(checked(request, answer.body()));
    }

    /** Asks for a run, once; its id where this GitHub tells it. */
    OptionalLong dispatch(String ref, Map<String, String> inputs) {
        var body = JsonNodeFactory.instance.objectNode().put("ref", ref);
        var values = body.putObject("inputs");
        inputs.forEach(values::put);
        if (tellsIds()) {
            body.put("return_run_details", true);
        }
        var request = ApiRequest.post(
                "%s/actions/workflows/%s/dispatches".formatted(repository, config.workflow()),
                "run the workflow on " + ref);
        var id = answered(request.with(body), 200, 204).body().path("workflow_run_id");
        return id.isIntegralNumber() ? OptionalLong.of(id.longValue()) : OptionalLong.empty();
    }

    /** The jobs of the run's latest attempt. */
    JsonNode jobs(long run) {
        var request = ApiRequest.get(
                "%s/actions/runs/%d/jobs?filter=latest&per_page=%d".formatted(repository, run, PER_PAGE),
                "list the jobs of run " + run);
        return answered(request, 200).body().path("jobs");
    }

    /** The end of what a job printed; empty where it cannot be had. */
    String logTail(long job) {
        var request = ApiRequest.get("%s/actions/jobs/%d/logs".formatted(repository, job), "read the log of the job");
        var address = answered(request, 302, 200).headers().firstValue("location");
        try {
            return address.map(URI::create)
                                            .map(access.transport()::tail)
                                            .orElse(new Exchange.NotSent(new IllegalStateException("no address")))
                                    instanceof Exchange.Answer answer
                            && answer.status() == 200
                    ? answer.text()
                    : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Asks for the end of a run; one that has ended, or is gone, is fine. */
    void cancel(long run) {
        answered(
                ApiRequest.post("%s/actions/runs/%d/cancel".formatted(repository, run), "cancel run " + run),
                202,
                404,
                409);
    }

    /** GitHub Enterprise Server before 3.21 refuses a request for them. */
    private boolean tellsIds() {
        var host = String.valueOf(config.apiUrl().getHost());
        return host.equals(access.settings().publicHost()) || host.endsWith(".ghe.com");
    }

    private Exchange.Answer answered(ApiRequest request, Integer... fine) {
        var closed = access.gate().closed(token);
        if (closed.isPresent()) {
            throw faults.stillLimited(closed.get());
        }
        return switch (access.transport().send(config.apiUrl(), request, token)) {
            case Exchange.NotSent failed -> throw faults.notSent(request, failed);
            case Exchange.Lost lost -> throw faults.lost(request, lost);
            case Exchange.Answer answer -> checked(request, answer, List.of(fine));
        };
    }

    private Exchange.Answer checked(ApiRequest request, Exchange.Answer answer, List<Integer> fine) {
        if (forTheRate(answer)) {
            throw faults.rateLimited(request, answer.status(), access.gate().refused(token, answer.headers()));
        }
        access.gate().passed(token);
        if (!fine.contains(answer.status())) {
            throw faults.refused(request, answer);
        }
        return answer;
    }

    /** What has no id or time is no run, and would be taken for one that is long over. */
    private Run checked(ApiRequest request, JsonNode json) {
        if (!json.path("id").isIntegralNumber()
                || !json.path("status").isTextual()
                || Run.time(json.path("created_at")).isEmpty()) {
            throw faults.protocol(request, "is no run");
        }
        return Run.of(json);
    }

    /** GitHub says 403 of both: the token may not, and not so often. */
    private static boolean forTheRate(Exchange.Answer answer) {
        return switch (answer.status()) {
            case 429 -> true;
            case 403 ->
                answer.headers().firstValue("retry-after").isPresent()
                        || answer.headers()
                                .firstValue("x-ratelimit-remaining")
                                .orElse("")
                                .strip()
                                .equals("0")
                        || ApiFaults.said(answer).toLowerCase(Locale.ROOT).contains("rate limit");
            default -> false;
        };
    }
}
