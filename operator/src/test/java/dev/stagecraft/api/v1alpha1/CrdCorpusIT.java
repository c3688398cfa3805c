package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the real API server makes of the corpus, validating as strictly as {@code kubectl} asks it to. */
class CrdCorpusIT {
    private static final KubernetesClient CLIENT = SharedControlPlane.client();
    private static String namespace = "";

    @BeforeAll
    static void namespace() {
        namespace = Namespaces.create(CLIENT, "corpus");
    }

    static List<CorpusCase> corpus() {
        return CorpusCase.all();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void theApiServerAnswersAsTheFileSays(CorpusCase it) {
        // Given
        it.versions().forEach(version -> version.getMetadata().setNamespace(namespace));
        var earlier = it.versions().subList(0, it.versions().size() - 1);
        var last = it.versions().getLast();
        String resourceVersion = "";
        for (var version : earlier) {
            resourceVersion = CLIENT.resource(version).create().getMetadata().getResourceVersion();
        }

        // When, then
        if (it.expected().isPresent()) {
            String expected = it.expected().get();
            String answer = refusal(last, resourceVersion);
            assertTrue(answer.contains(expected), () -> "expected: " + expected + "\nanswer: " + answer);
        } else {
            assertEquals(List.of(), lost("", spec(last), spec(submit(last, resourceVersion))));
        }
    }

    @Test
    void theAnnotatedExampleIsAccepted() throws IOException {
        // Given
        var example = Serialization.unmarshal(
                Files.readString(Crd.ROOT.resolve("spec/example.yaml")), GenericKubernetesResource.class);

        example.getMetadata().setNamespace(namespace);

        // When
        var stored = submit(example, "");

        // Then
        assertEquals(List.of(), lost("", spec(example), spec(stored)));
        assertEquals(
                names(Crd.STAGECRAFT.schema().at("/properties/spec/properties")),
                names(spec(example)),
                "the example shows every block");
    }

    private static String refusal(GenericKubernetesResource resource, String resourceVersion) {
        var thrown = assertThrows(
                KubernetesClientException.class, () -> submit(resource, resourceVersion), "the API server accepts it");
        return String.valueOf(thrown.getMessage());
    }

    /** Creates or, where there is a version already, replaces it; nothing is stored. */
    private static GenericKubernetesResource submit(GenericKubernetesResource resource, String resourceVersion) {
        if (!resourceVersion.isEmpty()) {
            resource.getMetadata().setResourceVersion(resourceVersion);
        }
        var request = CLIENT.resource(resource).dryRun().fieldValidation(FieldValidateable.Validation.STRICT);
        return resourceVersion.isEmpty() ? request.create() : request.update();
    }

    private static Set<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private static JsonNode spec(GenericKubernetesResource resource) {
        return new ObjectMapper().valueToTree(resource).path("spec");
    }

    /** The paths of what was given and is not stored as it was given; what was added, as defaults are, does not count. */
    private static List<String> lost(String path, JsonNode given, JsonNode stored) {
        if (given.isObject()) {
            return given.properties().stream()
                    .flatMap(field ->
                            lost(path + "." + field.getKey(), field.getValue(), stored.path(field.getKey())).stream())
                    .toList();
        }
        if (given.isArray() && given.size() == stored.size()) {
            return IntStream.range(0, given.size())
                    .boxed()
                    .flatMap(i -> lost(path + "[" + i + "]", given.get(i), stored.get(i)).stream())
                    .toList();
        }
        return given.equals(stored) ? List.of() : List.of(path);
    }
}
