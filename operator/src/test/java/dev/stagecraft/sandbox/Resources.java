package dev.stagecraft.sandbox;

import dev.stagecraft.api.v1alpha1.CurrentRelease;
import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.host.HostIdentity;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** One namespace as its user sees it: applies YAML, edits, annotates, and waits for what status says. */
public final class Resources {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final KubernetesClient client;
    private final String namespace;
    private final Duration patience;

    public Resources(KubernetesClient client, String namespace) {
        this(client, namespace, PATIENCE);
    }

    /** With another limit for each wait. */
    public Resources(KubernetesClient client, String namespace, Duration patience) {
        this.client = client;
        this.namespace = namespace;
        this.patience = patience;
    }

    public String namespace() {
        return namespace;
    }

    /** As {@code kubectl apply} does. */
    public void apply(String yaml) {
        client.resource(yaml).inNamespace(namespace).forceConflicts().serverSideApply();
    }

    public void secret(String name, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .serverSideApply();
    }

    /** Puts another Secret in the place of one, with another value; as who may edit Secrets can, also where one is immutable. */
    public void replaceSecret(String name, String key, String value) {
        var old = client.secrets().inNamespace(namespace).withName(name).require();
        client.resource(old).delete();
        var replaced = new SecretBuilder(old)
                .editMetadata()
                .withUid("")
                .withResourceVersion("")
                .endMetadata()
                .addToStringData(key, value)
                .build();
        client.resource(replaced).create();
    }

    /** The Secret {@code shop-ssh}, which every shop's manifest names. */
    public void sshKey(HostIdentity key) {
        secret("shop-ssh", Map.of("ssh-privatekey", key.privateKey().reveal()));
    }

    public void configMap(String name, Map<String, String> values) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(values)
                        .build())
                .serverSideApply();
    }

    public Resource<Stagecraft> handle(String name) {
        return client.resources(Stagecraft.class).inNamespace(namespace).withName(name);
    }

    public Stagecraft get(String name) {
        return handle(name).get();
    }

    /** Sets an annotation in the operator's domain. */
    public void annotate(String name, String annotation, String value) {
        edit(name, resource -> {
            var annotations = new java.util.TreeMap<String, String>();
            if (resource.getMetadata().getAnnotations() != null) {
                annotations.putAll(resource.getMetadata().getAnnotations());
            }
            annotations.put("stagecraft.dev/" + annotation, value);
            resource.getMetadata().setAnnotations(annotations);
            return resource;
        });
    }

    /** Allows what only who may edit the namespace can. */
    public void annotateNamespace(String annotation, String value) {
        client.namespaces()
                .withName(namespace)
                .edit(found -> new NamespaceBuilder(found)
                        .editMetadata()
                        .addToAnnotations(annotation, value)
                        .endMetadata()
                        .build());
    }

    /** Edits the resource as {@code kubectl edit} does, again on a conflict. */
    public void edit(String name, UnaryOperator<Stagecraft> change) {
        Awaitility.await("the edit meets no other write")
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .until(() -> edited(name, change));
    }

    private boolean edited(String name, UnaryOperator<Stagecraft> change) {
        try {
            handle(name).edit(change);
            return true;
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw refused;
        }
    }

    public List<StagecraftRelease> releases() {
        return client.resources(StagecraftRelease.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    /** Waits until the resource is so; fails with its status when it never is. */
    public Stagecraft await(String name, String what, Predicate<Stagecraft> condition) {
        try {
            return Awaitility.await(what)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> get(name), found -> found != null && condition.test(found));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            // Without its cause, which says the same again on one line of 20 kB.
            throw new AssertionError("never seen: " + what + "; status is "
                    + client.getKubernetesSerialization().asYaml(get(name).getStatus()));
        }
    }

    /** Waits for a condition with that status and reason, for the generation that is current. */
    public Stagecraft awaitCondition(String name, String type, String status, String reason) {
        return await(
                name,
                type + "=" + status + " " + reason,
                resource -> Objects.equals(
                                resource.getStatus().observedGeneration(),
                                resource.getMetadata().getGeneration())
                        && resource.getStatus().conditions().stream()
                                .anyMatch(condition -> condition.getType().equals(type)
                                        && condition.getStatus().equals(status)
                                        && (reason.isEmpty()
                                                || condition.getReason().equals(reason))));
    }

    public Stagecraft awaitReady(String name) {
        return awaitCondition(name, "Ready", "True", "Ready");
    }

    /** Deletes the resource and waits until the operator has let it go. */
    public void delete(String name) {
        handle(name).delete();
        Awaitility.await(name + " is gone")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(name) == null);
    }

    /** The condition of that type; fails when there is none. */
    public static Condition condition(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    public static String message(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .map(condition -> condition.getMessage())
                .findFirst()
                .orElse("");
    }

    /** The release that serves; fails when none does. */
    public static CurrentRelease current(Stagecraft resource) {
        return java.util.Objects.requireNonNull(resource.getStatus().current(), "nothing is served");
    }

    /** The version that serves; fails when none does. */
    public static String version(Stagecraft resource) {
        return current(resource).version();
    }

    /** The commit that the resource is released from; empty while none is known. */
    public static String commit(Stagecraft resource) {
        var source = resource.getStatus().source();
        return source == null ? "" : source.commit();
    }

    /** The newest release in status; fails when there is none. */
    public static ReleaseSummary latest(Stagecraft resource) {
        return resource.getStatus().releases().getFirst();
    }

    /** The status of each phase by its name. */
    public static Map<String, String> phases(ReleaseSummary release) {
        return release.phases().stream().collect(Collectors.toMap(PhaseStatus::name, PhaseStatus::status));
    }

    /** The plan in status; fails when there is none. */
    public static PlanStatus plan(Stagecraft resource) {
        return java.util.Objects.requireNonNull(resource.getStatus().plan(), "there is no plan");
    }

    /** What the events of that reason say. */
    public List<String> events(String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> reason.equals(event.getReason()))
                .map(event -> String.valueOf(event.getMessage()))
                .toList();
    }
}
