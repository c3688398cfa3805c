package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules that every schema in {@code crds/} keeps. */
class SchemaStyleTest {
    /** What etcd and the annotation of client-side apply can hold. */
    private static final int CLIENT_SIDE_APPLY_LIMIT = 262_144;

    @ParameterizedTest
    @EnumSource(Crd.class)
    void everythingIsBounded(Crd crd) {
        assertNone(
                crd,
                "has no upper bound: give it maxLength, maxItems, maxProperties or maximum",
                SchemaStyleTest::unbounded);
    }

    @ParameterizedTest
    @EnumSource(Crd.class)
    void everyListSaysHowItMerges(Crd crd) {
        assertNone(
                crd,
                "is a list without x-kubernetes-list-type",
                (path, node) -> isType(node, "array") && !node.has("x-kubernetes-list-type"));
    }

    @ParameterizedTest
    @EnumSource(Crd.class)
    void everyRuleSaysWhatToDo(Crd crd) {
        assertNone(
                crd,
                "has a rule without a message",
                (path, node) -> rules(node).stream().anyMatch(rule -> !rule.has("message")));
    }

    /** The API server reports a pattern as a pattern; the rule beside it says the same to people. */
    @ParameterizedTest
    @EnumSource(Crd.class)
    void everyPatternOfASpecIsSaidInWordsToo(Crd crd) {
        assertNone(
                crd,
                "has a pattern without a rule that matches the same and has a message",
                (path, node) -> path.startsWith("spec.")
                        && node.has("pattern")
                        && !node.path("pattern").asText().equals("^[^\\x00]*$")
                        && rules(node).stream()
                                .noneMatch(rule -> rule.path("rule")
                                        .asText()
                                        .contains("'" + node.path("pattern").asText() + "'")));
    }

    @ParameterizedTest
    @EnumSource(Crd.class)
    void everyFieldIsDescribed(Crd crd) {
        assertNone(
                crd,
                "has no description",
                (path, node) ->
                        !path.endsWith("*") && node.path("description").asText().isEmpty());
    }

    /** A reference that could leave the namespace would let one tenant read the Secrets of another. */
    @ParameterizedTest
    @EnumSource(Crd.class)
    void noReferenceHasANamespace(Crd crd) {
        assertNone(
                crd,
                "is a namespace",
                (path, node) -> path.toLowerCase(Locale.ROOT).endsWith("namespace"));
    }

    @ParameterizedTest
    @EnumSource(Crd.class)
    void clientSideApplyCanHoldIt(Crd crd) throws IOException {
        long size = Files.size(crd.path());
        assertTrue(size < CLIENT_SIDE_APPLY_LIMIT, crd.path() + " has " + size + " bytes.");
    }

    private static boolean unbounded(String path, JsonNode node) {
        return switch (node.path("type").asText()) {
            case "string" ->
                !node.has("maxLength")
                        && !node.has("enum")
                        && !node.path("format").asText().equals("date-time");
            case "array" -> !node.has("maxItems");
            case "object" -> node.has("additionalProperties") && !node.has("maxProperties");
            case "integer" ->
                !node.has("maximum") && !node.path("format").asText().equals("int64");
            default -> false;
        };
    }

    private static boolean isType(JsonNode node, String type) {
        return node.path("type").asText().equals(type);
    }

    private static List<JsonNode> rules(JsonNode node) {
        return StreamSupport.stream(node.path("x-kubernetes-validations").spliterator(), false)
                .toList();
    }

    private static void assertNone(Crd crd, String complaint, Check check) {
        var found = new ArrayList<String>();
        BiConsumer<String, JsonNode> collect = (path, node) -> {
            if (check.applies(path, node)) {
                found.add(path + " " + complaint + ".");
            }
        };
        walk("spec", crd.schema().at("/properties/spec"), collect);
        walk("status", crd.schema().at("/properties/status"), collect);
        assertEquals("", String.join("\n", found));
    }

    private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visit) {
        visit.accept(path, node);
        node.path("properties")
                .properties()
                .forEach(field -> walk(path + "." + field.getKey(), field.getValue(), visit));
        if (node.has("items")) {
            walk(path + "[]", node.get("items"), visit);
        }
        if (node.has("additionalProperties")) {
            walk(path + ".*", node.get("additionalProperties"), visit);
        }
    }

    private interface Check {
        boolean applies(String path, JsonNode node);
    }
}
