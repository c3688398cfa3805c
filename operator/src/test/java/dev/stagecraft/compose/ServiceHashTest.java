package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceHashTest {
    private static final String FILE = """
            services:
              web:
                image: a:1
                command: [serve]
                deploy: {replicas: 1}
                networks: {front: {}}
                volumes: ["data:/data"]
                configs: [conf]
                secrets: [{source: key}]
              db: {image: "db:1"}
            networks: {front: {internal: true}, back: {}, default: {}}
            volumes: {data: {}, other: {}}
            configs: {conf: {content: one}}
            secrets: {key: {file: /etc/key}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 1 | replicas: 5",
                "command: [serve] | command: [serve]\\n    depends_on: [db]",
                "command: [serve] | command: [serve]\\n    scale: 2",
                "command: [serve] | command: [serve]\\n    pull_policy: always",
                "back: {} | back: {internal: true}",
                "other: {} | other: {name: x}",
                "default: {} | default: {name: x}",
                "db:1 | db:2",
                "image: a:1 | image: a:2",
            })
    void changeThatDoesNotTouchTheContainerKeepsItsHash(String from, String to) {
        assertEquals(hash(FILE), hash(changed(from, to)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[serve] | [serve, --fast]",
                "front: {internal: true} | front: {internal: false}",
                "data: {} | data: {name: x}",
                "content: one | content: two",
                "/etc/key | /etc/other",
            })
    void changeOfTheContainerChangesItsHash(String from, String to) {
        assertNotEquals(hash(FILE), hash(changed(from, to)));
    }

    @Test
    void defaultNetworkCountsForThoseOnIt() {
        String alone = "services: {web: {image: \"a:1\"}}\nnetworks: {default: {internal: %s}}\n";

        assertNotEquals(hash(alone.formatted(true)), hash(alone.formatted(false)));
    }

    @Test
    void environmentImageAndLabelsCount() {
        ComposeFile file = Documents.parsed(FILE);
        Map<String, String> images = Map.of("web", "a@x", "db", "b@x");
        String before = hash(file, new RenderRequest("u", images, Map.of(), Map.of()));

        assertNotEquals(before, hash(file, new RenderRequest("u", images, Map.of(), Map.of("web", "e2"))));
        assertNotEquals(before, hash(file, new RenderRequest("v", images, Map.of(), Map.of())));
        assertNotEquals(
                before, hash(file, new RenderRequest("u", Map.of("web", "a@y", "db", "b@x"), Map.of(), Map.of())));
        assertNotEquals(before, hash(file, new RenderRequest("u", images, Map.of("web", Map.of("l", "1")), Map.of())));
        assertEquals(before, hash(file, new RenderRequest("u", images, Map.of(), Map.of("db", "e2"))));
    }

    @Test
    void labelsAreMergedInTheFormOfTheAuthorWithDollarsDoubled() {
        ComposeFile file = Documents.parsed("""
                services:
                  list: {image: "a:1", labels: ["x=1", "bare"]}
                  map: {image: "a:1", labels: {x: "1"}}
                """);
        Map<String, String> labels = Map.of("x", "$2", "bare", "b");
        RenderRequest request = new RenderRequest(
                "u", Map.of("list", "i", "map", "i"), Map.of("list", labels, "map", labels), Map.of());

        String yaml = ComposeRenderer.render(file, request).yaml();

        assertTrue(yaml.contains("- \"x=$$2\""), yaml);
        assertTrue(yaml.contains("x: \"$$2\""), yaml);
        assertTrue(!yaml.contains("x=1") && !yaml.contains("- \"bare\""), yaml);
    }

    @Test
    void serviceWithoutImageInTheRequestIsAnErrorOfTheCaller() {
        RenderRequest request = new RenderRequest("u", Map.of("db", "b"), Map.of(), Map.of());

        var error = assertThrows(
                IllegalArgumentException.class, () -> ComposeRenderer.render(Documents.parsed(FILE), request));

        assertEquals("No image was given for the service web", error.getMessage());
    }

    private static String changed(String from, String to) {
        assertTrue(FILE.contains(from), from);
        return FILE.replace(from, to.translateEscapes());
    }

    private static String hash(String yaml) {
        return hash(
                Documents.parsed(yaml), new RenderRequest("u", Map.of("web", "a@x", "db", "b@x"), Map.of(), Map.of()));
    }

    private static String hash(ComposeFile file, RenderRequest request) {
        return ComposeRenderer.render(file, request).serviceHashes().getOrDefault("web", "none");
    }
}
