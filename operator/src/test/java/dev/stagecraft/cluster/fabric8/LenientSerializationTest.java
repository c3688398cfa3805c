package dev.stagecraft.cluster.fabric8;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.stagecraft.api.v1alpha1.EnvVar;
import dev.stagecraft.api.v1alpha1.HealthCheck;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import io.fabric8.kubernetes.api.model.DefaultKubernetesResourceList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LenientSerializationTest {
    private static final String POISON = """
            {"apiVersion": "stagecraft.dev/v1alpha1", "kind": "Stagecraft",
             "metadata": {"name": "shop", "namespace": "ns", "generation": 3},
             "spec": {
               "project": "shop",
               "environment": {"name": "prod"},
               "version": "v1",
               "compose": ["a", "b"],
               "services": {"web": {"role": "app", "health": {"path": "/", "port": 99999999999999999999}}, "db": 7},
               "env": [{"name": "A", "value": "1"}, "B=2", null, {"name": "C", "value": ["x"]}],
               "hosts": {"app": 1},
               "rollout": {"batch": "many", "healthTimeout": {"seconds": 5}, "onFailure": "SomethingNew"},
               "drift": 5,
               "suspend": "perhaps",
               "fromTheFuture": {"a": [1, 2]}},
             "status": {
               "observedGeneration": 1e400,
               "plan": {"id": "p", "steps": [{"id": "s", "attempt": {}, "startedAt": "yesterday"}], "summary": {"create": []}},
               "releases": [{"id": "rel-1", "startedAt": 31556889864403199000, "images": ["web"]}],
               "conditions": [{"type": "Ready", "status": "True", "observedGeneration": "x"}, 4]}}
            """;

    private final KubernetesSerialization serialization = LenientSerialization.create();

    @Test
    void whatHasTheWrongTypeIsAbsentAndTheRestIsRead() {
        // When
        Stagecraft stagecraft = serialization.unmarshal(POISON, Stagecraft.class);

        // Then
        StagecraftSpec spec = stagecraft.getSpec();
        assertEquals("shop", stagecraft.getMetadata().getName());
        assertEquals("v1", spec.version());
        assertNull(spec.project());
        assertNull(spec.compose());
        assertEquals(
                new ServiceSpec("app", null, new HealthCheck("/", 0), "", null, null),
                spec.services().get("web"));
        assertEquals(List.of(new EnvVar("A", "1"), new EnvVar("C", "")), spec.env());
        assertEquals(List.of(), spec.hosts());
        assertEquals(1, spec.rollout().batch());
        assertEquals("2m", spec.rollout().healthTimeout());
        assertEquals(
                "SomethingNew", spec.rollout().onFailure(), "an unknown word is kept, for a message that quotes it");
        StagecraftStatus status = stagecraft.getStatus();
        assertEquals("p", status.plan() == null ? "" : status.plan().id());
        assertEquals("rel-1", status.releases().getFirst().id());
        assertEquals("Ready", status.conditions().getFirst().getType());
        assertEquals(1, status.conditions().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"text\"", "[]", "[{}]", "true", "null", "1e400"})
    void aSpecOrStatusThatIsNoObjectIsEmpty(String value) {
        // When
        var read = serialization.unmarshal(
                "{\"metadata\": {\"name\": \"shop\"}, \"spec\": %s, \"status\": %s}".formatted(value, value),
                StagecraftRelease.class);

        // Then
        assertEquals(0, read.getSpec().revision());
        assertEquals("", read.getStatus().state());
    }

    @Test
    void oneBadObjectDoesNotSpoilAList() {
        // When
        DefaultKubernetesResourceList<Stagecraft> list = serialization.unmarshal(
                "{\"kind\": \"StagecraftList\", \"items\": [%s, {\"metadata\": {\"name\": \"good\"}}]}"
                        .formatted(POISON),
                new TypeReference<DefaultKubernetesResourceList<Stagecraft>>() {});

        // Then
        assertEquals(
                List.of("shop", "good"),
                list.getItems().stream()
                        .map(item -> item.getMetadata().getName())
                        .toList());
    }

    @Test
    void aBadObjectArrivesInAWatchEvent() {
        // When
        var event =
                serialization.unmarshal("{\"type\": \"MODIFIED\", \"object\": %s}".formatted(POISON), WatchEvent.class);

        // Then
        assertEquals(Stagecraft.class, event.getObject().getClass());
    }

    @Test
    void otherPeoplesTypesStayStrict() {
        // When
        var thrown = assertThrows(
                RuntimeException.class, () -> serialization.unmarshal("{\"immutable\": {\"a\": 1}}", Secret.class));

        // Then
        assertTrue(String.valueOf(thrown.getCause()).contains("java.lang.Boolean"), thrown::toString);
    }
}
