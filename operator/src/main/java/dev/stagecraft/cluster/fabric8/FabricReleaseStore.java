package dev.stagecraft.cluster.fabric8;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseMigration;
import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.ReleaseStatus;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.release.DatabaseMark;
import dev.stagecraft.release.HookMark;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Release objects named {@code RESOURCE-rel-…}; each owns the immutable Secret with its environment. */
public final class FabricReleaseStore implements ReleaseStore {
    private static final int MESSAGE_LIMIT = 4096;

    private static final int WRITES = 5;

    private final KubernetesClient client;

    public FabricReleaseStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public List<StagecraftRelease> list(ResourceRef resource) {
        return client.resources(StagecraftRelease.class)
                .inNamespace(resource.namespace())
                .withLabel(Owned.RESOURCE_LABEL, resource.uid())
                .list()
                .getItems();
    }

    @Override
    public Optional<StagecraftRelease> find(ResourceRef resource, String releaseId) {
        return Optional.ofNullable(client.resources(StagecraftRelease.class)
                        .inNamespace(resource.namespace())
                        .withName(objectName(resource, releaseId))
                        .get())
                .filter(found -> Owned.is(found, resource));
    }

    @Override
    public Optional<Map<String, Secret>> environment(ResourceRef resource, StagecraftRelease release) {
        var env = release.getSpec().inputs().env();
        if (env == null) {
            return Optional.of(Map.of());
        }
        return new FabricReferences(client).secret(resource.namespace(), env.secretName());
    }

    @Override
    public void record(ResourceRef resource, String releaseId, ReleaseSpec spec, Map<String, Secret> environment) {
        var release = new StagecraftRelease();
        release.setMetadata(new ObjectMetaBuilder()
                .withName(objectName(resource, releaseId))
                .withNamespace(resource.namespace())
                .withLabels(Owned.labels(resource))
                .withOwnerReferences(Owned.by(resource))
                .build());
        release.setSpec(spec);
        var stored = createOrGet(release, () -> find(resource, releaseId));
        var bundle = new SecretBuilder()
                .withNewMetadata()
                .withName(environmentName(resource, releaseId))
                .withNamespace(resource.namespace())
                .withLabels(Owned.labels(resource))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(stored.getApiVersion())
                        .withKind(stored.getKind())
                        .withName(stored.getMetadata().getName())
                        .withUid(stored.getMetadata().getUid())
                        .withController(true)
                        .withBlockOwnerDeletion(false)
                        .build())
                .endMetadata()
                .withImmutable(true)
                .withData(environment.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> Base64.getEncoder()
                                        .encodeToString(entry.getValue().revealBytes()))))
                .build();
        createOrGet(bundle, () -> Optional.of(bundle));
    }

    @Override
    public void complete(ResourceRef resource, String releaseId, ReleaseSpec spec) {
        for (int tries = 1; !completed(resource, releaseId, spec, tries == WRITES); tries++) {}
    }

    /** The object's status is written meanwhile, so that a write may meet another version than the one that was read. */
    private boolean completed(ResourceRef resource, String releaseId, ReleaseSpec spec, boolean last) {
        var stored = find(resource, releaseId)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no release object " + objectName(resource, releaseId) + " to complete"));
        if (stored.getSpec().inputs().unbuilt().isEmpty()) {
            return true;
        }
        stored.setSpec(spec);
        try {
            client.resource(stored).update();
            return true;
        } catch (KubernetesClientException conflict) {
            if (last || conflict.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw conflict;
            }
            return false;
        }
    }

    private <T extends HasMetadata> T createOrGet(T object, java.util.function.Supplier<Optional<T>> existing) {
        try {
            return client.resource(object).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return existing.get().orElseThrow(() -> e);
            }
            throw e;
        }
    }

    @Override
    public void mirror(ResourceRef resource, Collection<ReleaseRecord> releases) {
        for (var release : releases) {
            find(resource, release.id()).ifPresent(found -> {
                var wanted = status(release);
                if (!wanted.equals(found.getStatus()) && !reopens(found.getStatus(), release)) {
                    found.setStatus(wanted);
                    client.resource(found).updateStatus();
                }
            });
        }
    }

    /** A reader that is behind must not make a release that ended look as if it were running. */
    private static boolean reopens(ReleaseStatus known, ReleaseRecord release) {
        return release.state() == ReleaseState.RUNNING
                && !known.state().isEmpty()
                && !known.state().equals(ReleaseState.RUNNING.label());
    }

    private static ReleaseStatus status(ReleaseRecord release) {
        return new ReleaseStatus(
                release.state().label(),
                release.phases().stream()
                        .map(phase -> new PhaseStatus(
                                phase.phase().label(),
                                phase.state().label(),
                                phase.startedAt().orElse(null),
                                phase.finishedAt().orElse(null),
                                cut(phase.message())))
                        .toList(),
                release.startedAt(),
                release.finishedAt().orElse(null),
                release.reason(),
                cut(release.message()),
                databases(release.databases()),
                release.hooks().stream().map(FabricReleaseStore::hook).toList());
    }

    private static ReleaseHook hook(HookMark mark) {
        return new ReleaseHook(
                mark.name(),
                mark.outcome().label(),
                mark.exitCode().orElse(null),
                mark.startedAt().orElse(null),
                mark.finishedAt().orElse(null),
                mark.message());
    }

    private static Map<String, ReleaseDatabase> databases(Map<String, DatabaseMark> marks) {
        var written = new TreeMap<String, ReleaseDatabase>();
        marks.forEach((name, mark) -> written.put(
                name,
                new ReleaseDatabase(
                        mark.last(),
                        mark.source().orElse(""),
                        mark.ran().stream()
                                .map(ran -> new ReleaseMigration(
                                        ran.id(), ran.type().label()))
                                .toList(),
                        mark.earlier().count(),
                        mark.earlier().count() > 0 ? mark.earlier().worst().label() : "")));
        return written;
    }

    /** What the schema allows. */
    private static String cut(String message) {
        return message.length() <= MESSAGE_LIMIT ? message : message.substring(0, MESSAGE_LIMIT);
    }

    @Override
    public void prune(ResourceRef resource, Collection<String> keep) {
        var names = keep.stream().map(id -> objectName(resource, id)).toList();
        list(resource).stream()
                .filter(release -> !names.contains(release.getMetadata().getName()))
                .forEach(release -> client.resource(release).delete());
    }

    @Override
    public String environmentName(ResourceRef resource, String releaseId) {
        return objectName(resource, releaseId) + "-env";
    }

    private static String objectName(ResourceRef resource, String releaseId) {
        return resource.name() + "-" + releaseId;
    }
}
