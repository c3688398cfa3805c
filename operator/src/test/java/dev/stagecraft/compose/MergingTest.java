package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

class MergingTest {
    record Case(String name, JsonNode table) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() throws IOException {
        var text = Files.readString(GoldenCase.ROOT.resolveSibling("compose-merging.yml"));
        var events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
        while (events.next().getEventId() != Event.ID.DocumentStart) {
            // Skip to the list.
        }
        return new YamlReader(events)
                .read()
                .valueStream()
                .map(table -> new Case(table.path("name").asText(), table));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void laterValueMeetsTheEarlierOneByComposesRules(Case each) {
        var merging = new Merging(new Interpolation(new Variables(Map.of("PORT", "8080"), Set.of())));
        var section = each.table().path("section").asText("services");
        var earlier = document(section, each.table().path("earlier"));
        var later = document(section, each.table().path("later"));

        if (each.table().has("refused")) {
            var refused = assertThrows(ComposeRefusal.class, () -> merging.merge(earlier, later));
            assertEquals(
                    each.table().path("refused").asText(),
                    refused.problems().getFirst().path());
        } else {
            var merged = MergeMark.stripped(merging.merge(earlier, later));
            assertEquals(
                    Documents.sorted(each.table().path("merged")),
                    Documents.sorted(merged.path(section).path("x")));
        }
    }

    private static ObjectNode document(String section, JsonNode value) {
        var document = JsonNodeFactory.instance.objectNode();
        document.putObject(section).set("x", value);
        return document;
    }

    @Test
    void neitherDocumentIsChanged() {
        var merging = new Merging(new Interpolation(Variables.none()));
        var earlier = document("services", Documents.json("{\"labels\": [\"a\"], \"deploy\": {\"a\": {\"b\": 1}}}"));
        var later = document("services", Documents.json("{\"labels\": [\"b\"], \"deploy\": {\"a\": {\"c\": 2}}}"));
        var before = earlier.toString() + later;

        merging.merge(earlier, later);

        assertEquals(before, earlier.toString() + later);
    }

    @Test
    void aRangeOfAddressesThatIsNoMappingIsToldAndNothingBreaks() {
        var merging = new Merging(new Interpolation(Variables.none()));
        var document = (ObjectNode) Documents.json("{\"networks\": {\"n\": {\"ipam\": {\"config\": [\"a\"]}}}}");

        var refusal = assertThrows(ComposeRefusal.class, () -> merging.merge(document, document));

        assertEquals("networks.n.ipam.config", refusal.problems().getFirst().path());
    }
}
