package dev.stagecraft.build.job;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.job.BuilderSetup.Daemon;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.Map;

/** The Job that a build is. Pure: the same request gives the same manifest. */
sealed interface JobManifest {
    /**
     * Kubernetes takes a finished Job away by then, and the Secret with it: where the operator is not there to do it, or had no more to
     * ask, as the image was in its registry before the Job had ended. It is also how long a failure waits to be read.
     */
    int KEPT_SECONDS = 300;

    /** Names the service whose build a Job is; an older one of the same service is nobody's wish any more. */
    String SERVICE = "stagecraft.dev/service";

    /** A container that does not end by itself gets no longer. */
    long GRACE_SECONDS = 10;

    /**
     * What is to be started.
     *
     * @param inputs of the Secret beside it, by key
     */
    record Ready(Job job, Map<String, Secret> inputs) implements JobManifest {}

    /** Nothing can be started. */
    record Impossible(BuildOutcome.Failed failure) implements JobManifest {}

    static JobManifest of(ResourceRef resource, BuildRequest request, BuilderSetup setup, BuildLimits limits) {
        if (request.location()
                .credentials()
                .filter(GitCredentials.SshKey.class::isInstance)
                .isPresent()) {
            return impossible(
                    "Builders fetch over HTTPS only: give spec.source.git an https URL, and credentials with username and password.");
        }
        var name = JobNames.job(request.image());
        return switch (request.recipe()) {
            case Recipe.Dockerfile recipe -> {
                var pod = new BuildkitPod(setup, limits);
                yield switch (setup.daemon()) {
                    case Daemon.None _ ->
                        impossible(
                                "No BuildKit is set up for builds in the cluster: whoever runs the operator sets"
                                        + " STAGECRAFT_BUILDER_ADDRESS, or STAGECRAFT_BUILDER_SECCOMP; or set spec.build.executor: host.");
                    case Daemon.Remote daemon -> ready(resource, request, pod.remote(name, request, recipe, daemon));
                    case Daemon.InPod daemon -> ready(resource, request, pod.inPod(name, request, recipe, daemon));
                };
            }
            case Recipe.Program recipe -> {
                var image = setup.programs().get(recipe.program());
                yield image == null
                        ? impossible(
                                ("No image is known that holds the program '%s': whoever runs the operator names it in"
                                                + " STAGECRAFT_BUILDER_PROGRAMS; or set spec.build.executor: host.")
                                        .formatted(recipe.program()))
                        : ready(resource, request, new ProgramPod(image, setup, limits).parts(name, request, recipe));
            }
        };
    }

    private static Impossible impossible(String message) {
        return new Impossible(new Failed(Reason.BUILDER_NOT_AVAILABLE, message, false));
    }

    private static Ready ready(ResourceRef resource, BuildRequest request, PodParts parts) {
        var labels = JobNames.labels(resource);
        var job = new JobBuilder()
                .withNewMetadata()
                .withName(JobNames.job(request.image()))
                .withNamespace(resource.namespace())
                .withLabels(labels)
                .addToAnnotations(SERVICE, request.service())
                .addToAnnotations("stagecraft.dev/image", request.image())
                .endMetadata()
                .withNewSpec()
                .withActiveDeadlineSeconds(Math.max(1, request.timeout().toSeconds()))
                .withBackoffLimit(0)
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withPodFailurePolicy(new PodFailurePolicyBuilder()
                        // Without the rule the Job would not say any more that its pod was taken away.
                        .addNewRule()
                        .withAction("FailJob")
                        .addNewOnPodCondition("True", "DisruptionTarget")
                        .endRule()
                        .build())
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withSecurityContext(PodSecurity.pod())
                .withInitContainers(parts.before())
                .withContainers(parts.build())
                .withVolumes(parts.volumes())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        return new Ready(job, parts.inputs());
    }
}
