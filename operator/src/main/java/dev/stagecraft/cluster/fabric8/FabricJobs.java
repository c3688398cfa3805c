package dev.stagecraft.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cluster.JobInputsConflict;
import dev.stagecraft.cluster.Jobs;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs of the API server. The Secret is written while the Job is suspended, so that it can have the Job as its owner. */
public final class FabricJobs implements Jobs {
    static final String FIELD_MANAGER = "stagecraft";
    private static final String CONTROLLER = "batch.kubernetes.io/controller-uid";
    private static final int TRIES = 3;
    private static final int LINES = 60;
    private static final int BYTES = 1 << 18;

    /** The container has not begun, or its pod or node is gone. */
    private static final Set<Integer> NO_LOG = Set.of(
            HttpURLConnection.HTTP_BAD_REQUEST,
            HttpURLConnection.HTTP_NOT_FOUND,
            HttpURLConnection.HTTP_INTERNAL_ERROR,
            HttpURLConnection.HTTP_BAD_GATEWAY,
            HttpURLConnection.HTTP_UNAVAILABLE,
            HttpURLConnection.HTTP_GATEWAY_TIMEOUT);

    private final KubernetesClient client;

    public FabricJobs(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public void start(ResourceRef resource, Job job, Map<String, Secret> inputs) {
        var name = job.getMetadata().getName();
        var held = Optional.ofNullable(named(resource, name).get()).orElseGet(() -> create(resource, job));
        if (!Owned.is(held, resource) || !Boolean.TRUE.equals(held.getSpec().getSuspend())) {
            return;
        }
        try {
            if (!inputs.isEmpty()) {
                write(resource, held, inputs);
            }
            letGo(resource, held);
        } catch (RuntimeException e) {
            takeBack(held, e);
            throw e;
        }
    }

    private void letGo(ResourceRef resource, Job held) {
        // The uid: not another Job that has taken the name since.
        named(resource, held.getMetadata().getName())
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(FIELD_MANAGER)
                                .build(),
                        "{\"metadata\": {\"uid\": \"%s\"}, \"spec\": {\"suspend\": false}}"
                                .formatted(held.getMetadata().getUid()));
    }

    /**
     * A suspended Job knows no deadline, and would stay if nobody came back for it. One that lost to another process is left to that,
     * and so is one that was let go after all.
     */
    private void takeBack(Job held, RuntimeException why) {
        if (isConflict(why)) {
            return;
        }
        for (int tries = TRIES; tries > 0; tries--) {
            try {
                var seen = client.resource(held).get();
                if (seen != null
                        && seen.getMetadata().getUid().equals(held.getMetadata().getUid())
                        && Boolean.TRUE.equals(seen.getSpec().getSuspend())) {
                    client.resource(seen).lockResourceVersion().delete();
                }
                return;
            } catch (KubernetesClientException e) {
                if (!isConflict(e)) {
                    why.addSuppressed(e);
                    return;
                }
            }
        }
    }

    private static boolean isConflict(RuntimeException e) {
        return e instanceof KubernetesClientException answer && answer.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    /** Of two who ask at the same time one makes the Job, and both go on with that one. */
    private Job create(ResourceRef resource, Job job) {
        var held = job.edit()
                .editMetadata()
                .withNamespace(resource.namespace())
                .addToLabels(Owned.labels(resource))
                .withOwnerReferences(Owned.by(resource))
                .endMetadata()
                .editSpec()
                .withSuspend(true)
                .endSpec()
                .build();
        try {
            return client.resource(held).create();
        } catch (KubernetesClientException e) {
            var other = named(resource, job.getMetadata().getName()).get();
            if (!isConflict(e) || other == null) {
                throw e;
            }
            return other;
        }
    }

    private ScalableResource<Job> named(ResourceRef resource, String name) {
        return client.batch().v1().jobs().inNamespace(resource.namespace()).withName(name);
    }

    /** A Secret that is there belongs to an earlier Job of this name, which the cluster has not cleaned up after yet. */
    private void write(ResourceRef resource, Job job, Map<String, Secret> inputs) {
        var wanted = new SecretBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName())
                .withNamespace(resource.namespace())
                .withLabels(job.getMetadata().getLabels())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(job.getApiVersion())
                        .withKind(job.getKind())
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(false)
                        .build())
                .endMetadata()
                .withType("Opaque")
                .withData(inputs.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Base64.getEncoder()
                                        .encodeToString(entry.getValue().revealBytes()))))
                .build();
        var found = client.resource(wanted).get();
        if (found == null) {
            client.resource(wanted).create();
        } else if (found.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals(job.getKind())
                        && owner.getName().equals(job.getMetadata().getName()))) {
            wanted.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
            client.resource(wanted).update();
        } else {
            throw new JobInputsConflict("Secret " + wanted.getMetadata().getName() + " in namespace "
                    + resource.namespace() + " belongs to somebody else: delete or rename it, a build needs the name.");
        }
    }

    @Override
    public Optional<Sighting> find(ResourceRef resource, String name) {
        var job = named(resource, name).get();
        if (job == null) {
            return Optional.empty();
        }
        var pods = pods(resource, job);
        return Optional.of(new Sighting(
                job,
                Owned.is(job, resource),
                Owned.owner(job),
                pods,
                pods.isEmpty() ? warnings(resource, job) : List.of()));
    }

    private List<Pod> pods(ResourceRef resource, Job job) {
        return client.pods()
                .inNamespace(resource.namespace())
                .withLabel(CONTROLLER, job.getMetadata().getUid())
                .list()
                .getItems();
    }

    /** Why its pod is not made. Where one was there will be no other, and what was in its way is over. */
    private List<String> warnings(ResourceRef resource, Job job) {
        var events = client.v1()
                .events()
                .inNamespace(resource.namespace())
                .withField("involvedObject.uid", job.getMetadata().getUid())
                .list()
                .getItems();
        return events.stream().anyMatch(event -> "SuccessfulCreate".equals(event.getReason()))
                ? List.of()
                : events.stream()
                        .filter(event -> "FailedCreate".equals(event.getReason()))
                        .sorted(Comparator.comparing(FabricJobs::lastSeen))
                        .map(Event::getMessage)
                        .toList();
    }

    private static String lastSeen(Event event) {
        return String.valueOf(Objects.requireNonNullElse(
                event.getLastTimestamp(), event.getMetadata().getCreationTimestamp()));
    }

    @Override
    public List<String> logTail(ResourceRef resource, String pod, String container) {
        try {
            // The kubelet counts the bytes from the first of the lines: what has all of them may lack its end, or end
            // within a secret.
            for (int lines = LINES; lines > 0; lines /= 2) {
                var text = client.pods()
                        .inNamespace(resource.namespace())
                        .withName(pod)
                        .inContainer(container)
                        .limitBytes(BYTES)
                        .tailingLines(lines)
                        .getLog();
                if (text.getBytes(UTF_8).length < BYTES) {
                    return text.lines().toList();
                }
            }
            return List.of();
        } catch (KubernetesClientException e) {
            if (NO_LOG.contains(e.getCode())) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    public void delete(ResourceRef resource, String name) {
        var named = named(resource, name);
        var found = named.get();
        if (found != null && Owned.is(found, resource)) {
            named.withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
        }
    }

    @Override
    public void deleteOthers(ResourceRef resource, String annotation, Job kept) {
        client
                .batch()
                .v1()
                .jobs()
                .inNamespace(resource.namespace())
                .withLabel(Owned.RESOURCE_LABEL, resource.uid())
                .list()
                .getItems()
                .stream()
                .filter(job -> Objects.equals(value(job, annotation), value(kept, annotation)))
                .map(job -> job.getMetadata().getName())
                .filter(name -> !name.equals(kept.getMetadata().getName()))
                .forEach(name -> delete(resource, name));
    }

    private static @Nullable String value(Job job, String annotation) {
        var annotations = job.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(annotation);
    }
}
