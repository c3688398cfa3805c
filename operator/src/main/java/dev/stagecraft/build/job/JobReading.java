package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.job.JobState.Begun;
import dev.stagecraft.build.job.JobState.Ended;
import dev.stagecraft.build.job.JobState.Leaving;
import dev.stagecraft.build.job.JobState.Succeeded;
import dev.stagecraft.build.job.JobState.UnderWay;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a Job and its pods. Pure; texts of the cluster are passed on, to be cleaned by the caller. */
final class JobReading {
    private JobReading() {}

    static JobState of(Job job, List<Pod> pods, List<String> warnings) {
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return new Leaving();
        }
        if (condition(job, "Complete").isPresent()
                || condition(job, "SuccessCriteriaMet").isPresent()) {
            return new Succeeded();
        }
        var failure = condition(job, "Failed").or(() -> condition(job, "FailureTarget"));
        if (failure.map(JobCondition::getReason)
                .filter("DeadlineExceeded"::equals)
                .isPresent()) {
            return new Ended(overdue(job.getSpec().getActiveDeadlineSeconds(), pods.isEmpty() ? warnings : List.of()));
        }
        if (Boolean.TRUE.equals(job.getSpec().getSuspend())) {
            return new Begun();
        }
        var latest = pods.stream()
                .max(Comparator.comparing(
                        pod -> String.valueOf(pod.getMetadata().getCreationTimestamp())));
        return latest.flatMap(pod -> PodReading.end(pod, failure.isPresent()))
                .or(() -> failure.map(JobReading::lost))
                .or(() -> latest.map(PodReading::progress))
                .orElseGet(() -> unmade(warnings));
    }

    private static Failed overdue(long seconds, List<String> warnings) {
        return warnings.isEmpty()
                ? new Failed(
                        Reason.BUILD_TIMEOUT,
                        "The build was not done within %d s; make it faster, or allow it more in spec.build.timeout."
                                .formatted(seconds),
                        false)
                : new Failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        "Kubernetes did not make the builder's pod within %d s: %s"
                                .formatted(seconds, warnings.getLast()),
                        false);
    }

    /** The Job failed, and no pod is there that says how. */
    private static JobState lost(JobCondition failure) {
        var message = "PodFailurePolicy".equals(failure.getReason())
                ? "The builder's pod was taken away by the cluster: " + failure.getMessage()
                : "The builder's pod is gone before it told how the build went; it was deleted, or its node was.";
        return new Ended(new Failed(Reason.BUILD_EVICTED, message, true));
    }

    /** A pod that the API server does not take is only told in Events; the Job tries again until its time is up. */
    private static JobState unmade(List<String> warnings) {
        if (warnings.isEmpty()) {
            return new UnderWay("waits for Kubernetes to make the builder's pod");
        }
        var latest = warnings.getLast();
        return latest.contains("violates PodSecurity")
                ? new Ended(new Failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        "The namespace does not take the builder's pod: " + latest,
                        false))
                : new UnderWay("waits for Kubernetes to make the builder's pod: " + latest);
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null || job.getStatus().getConditions() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }
}
