package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The job of a run that did not end well, and its step.
 *
 * @param took from its start to its end
 */
record FailedStep(long job, String jobName, Optional<String> step, Duration took) {
    private static final Set<String> FINE = Set.of("", "success", "skipped", "neutral");

    static Optional<FailedStep> in(JsonNode jobs) {
        return StreamSupport.stream(jobs.spliterator(), false)
                .filter(FailedStep::failed)
                .findFirst()
                .map(job -> new FailedStep(
                        job.path("id").asLong(),
                        job.path("name").asText(""),
                        StreamSupport.stream(job.path("steps").spliterator(), false)
                                .filter(FailedStep::failed)
                                .findFirst()
                                .map(step -> step.path("name").asText("")),
                        Run.time(job.path("started_at"))
                                .flatMap(start ->
                                        Run.time(job.path("completed_at")).map(end -> Duration.between(start, end)))
                                .orElse(Duration.ZERO)));
    }

    /** As it is put behind "failed". */
    String words() {
        return " in the job '" + jobName + "'"
                + step.map(name -> ", step '" + name + "'").orElse("");
    }

    private static boolean failed(JsonNode part) {
        return !FINE.contains(part.path("conclusion").asText(""));
    }
}
