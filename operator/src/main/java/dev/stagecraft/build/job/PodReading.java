package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.job.JobState.Broke;
import dev.stagecraft.build.job.JobState.Ended;
import dev.stagecraft.build.job.JobState.UnderWay;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one pod as the kubelet and the controllers report it. */
final class PodReading {
    /** The kubelet goes on trying, so that a registry that was away for a moment passes. */
    private static final Set<String> PULL = Set.of("ImagePullBackOff", "RegistryUnavailable");

    /** What does not get better by waiting. */
    private static final Set<String> NEVER = Set.of(
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    private PodReading() {}

    /**
     * How it ended, if it did.
     *
     * @param jobFailed whether the Job has been given up, so that a pod that still runs is about to be ended
     */
    static Optional<JobState> end(Pod pod, boolean jobFailed) {
        return disrupted(pod)
                .or(() -> stuck(pod))
                .or(() -> terminated(pod, jobFailed))
                .or(() -> refused(pod));
    }

    /** The node did not take it, or gave it up before a container ended. */
    private static Optional<JobState> refused(Pod pod) {
        return Optional.of(status(pod))
                .filter(status -> "Failed".equals(status.getPhase()) && status.getReason() != null)
                .map(status -> evicted(status.getReason(), status.getMessage()));
    }

    private static Optional<JobState> disrupted(Pod pod) {
        var status = status(pod);
        if ("Evicted".equals(status.getReason()) || "NodeLost".equals(status.getReason())) {
            return Optional.of(evicted(status.getReason(), status.getMessage()));
        }
        return condition(pod, "DisruptionTarget")
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(condition -> evicted(condition.getReason(), condition.getMessage()));
    }

    private static JobState evicted(@Nullable String reason, @Nullable String message) {
        return new Ended(new Failed(
                Reason.BUILD_EVICTED,
                "The builder's pod was taken away by the cluster" + words(reason, message),
                true));
    }

    private static Optional<JobState> stuck(Pod pod) {
        return statuses(pod)
                .map(PodReading::waiting)
                .filter(waiting ->
                        PULL.contains(text(waiting.getReason())) || NEVER.contains(text(waiting.getReason())))
                .findFirst()
                .map(waiting -> new Ended(new Failed(
                        Reason.BUILDER_NOT_AVAILABLE,
                        "The builder does not start" + words(waiting.getReason(), waiting.getMessage()),
                        PULL.contains(text(waiting.getReason())))));
    }

    private static Optional<JobState> terminated(Pod pod, boolean jobFailed) {
        return statuses(pod)
                .flatMap(status -> Optional.ofNullable(status.getState())
                        .map(state -> state.getTerminated())
                        .filter(end -> !Objects.equals(end.getExitCode(), 0))
                        .map(end -> ended(pod, status.getName(), end))
                        .stream())
                .findFirst()
                .filter(_ -> jobFailed || "Failed".equals(status(pod).getPhase()));
    }

    private static JobState ended(Pod pod, String container, ContainerStateTerminated end) {
        if ("OOMKilled".equals(end.getReason())) {
            return new Ended(new Failed(
                    Reason.BUILD_FAILED,
                    "The build's container %s needed more memory than it may have (%s); see spec.build.resources.memory."
                            .formatted(container, memory(pod, container)),
                    false));
        }
        return new Broke(pod.getMetadata().getName(), container, end.getExitCode(), text(end.getMessage()));
    }

    private static String memory(Pod pod, String container) {
        return Stream.of(pod.getSpec().getInitContainers(), pod.getSpec().getContainers())
                .flatMap(Collection::stream)
                .filter(candidate -> candidate.getName().equals(container))
                .flatMap(candidate -> Stream.ofNullable(candidate.getResources()))
                .flatMap(resources -> Stream.ofNullable(resources.getLimits()))
                .flatMap(limits -> Stream.ofNullable(limits.get("memory")))
                .map(Quantity::toString)
                .findFirst()
                .orElse("what its node had left");
    }

    /** What it waits for, or that it runs. */
    static JobState progress(Pod pod) {
        var unplaced = condition(pod, "PodScheduled").filter(condition -> "False".equals(condition.getStatus()));
        if (unplaced.isPresent()) {
            return new UnderWay("waits for a node" + words(null, unplaced.get().getMessage()));
        }
        if ("Unknown".equals(status(pod).getPhase())) {
            return new UnderWay("waits for word from the builder's node");
        }
        return statuses(pod)
                .map(PodReading::waiting)
                .filter(waiting -> !text(waiting.getReason()).isEmpty()
                        && !waiting.getReason().equals("PodInitializing"))
                .findFirst()
                .<JobState>map(waiting -> new UnderWay(
                        "waits for the builder to start" + words(waiting.getReason(), waiting.getMessage())))
                .orElseGet(() -> new UnderWay(
                        "Running".equals(status(pod).getPhase()) ? "builds" : "waits for the builder to start"));
    }

    private static ContainerStateWaiting waiting(ContainerStatus status) {
        var state = status.getState();
        return state == null || state.getWaiting() == null ? new ContainerStateWaiting() : state.getWaiting();
    }

    /** Those that come first begin first. */
    private static Stream<ContainerStatus> statuses(Pod pod) {
        var status = status(pod);
        return Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                .filter(Objects::nonNull)
                .flatMap(Collection::stream);
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return Stream.ofNullable(status(pod).getConditions())
                .flatMap(Collection::stream)
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static PodStatus status(Pod pod) {
        return pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    }

    private static String words(@Nullable String reason, @Nullable String message) {
        var said = Stream.of(text(reason), text(message))
                .filter(part -> !part.isEmpty())
                .toList();
        return said.isEmpty() ? "." : ": " + String.join(": ", said);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
