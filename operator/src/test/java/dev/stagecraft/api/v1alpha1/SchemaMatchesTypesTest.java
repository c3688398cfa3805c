package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The YAML in {@code crds/} and the records of this package say the same. */
class SchemaMatchesTypesTest {
    private final ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());

    @ParameterizedTest
    @EnumSource(Crd.class)
    void everyFieldIsInBothAndOfTheSameType(Crd crd) {
        // When
        var spec = SchemaDiff.of("spec", crd.schema().at("/properties/spec"), crd.spec());
        var status = SchemaDiff.of("status", crd.schema().at("/properties/status"), crd.status());

        // Then
        assertNone(spec);
        assertNone(status);
    }

    @ParameterizedTest
    @EnumSource(Crd.class)
    void whatIsAbsentIsTheSameInBoth(Crd crd) {
        // When
        var spec = SchemaDiff.ofDefaults("spec", crd.schema().at("/properties/spec"), crd.spec(), mapper);
        var status = SchemaDiff.ofDefaults("status", crd.schema().at("/properties/status"), crd.status(), mapper);

        // Then
        assertNone(spec);
        assertNone(status);
    }

    @Test
    void aDifferenceIsNamedByItsPath() {
        // Given
        JsonNode schema = Crd.STAGECRAFT.schema().at("/properties/spec").deepCopy();
        ObjectNode rollout = (ObjectNode) schema.at("/properties/rollout/properties");
        rollout.remove("drainTimeout");
        rollout.putObject("pace").put("type", "string");
        ((ObjectNode) rollout.get("batch")).put("type", "string").remove("format");
        ((ObjectNode) schema.at("/properties/hosts/items/properties/count")).put("default", 2);

        // When
        var fields = SchemaDiff.of("spec", schema, StagecraftSpec.class);
        var defaults = SchemaDiff.ofDefaults("spec", schema, StagecraftSpec.class, mapper);

        // Then
        assertEquals(
                List.of(
                        "spec.rollout.batch: string in the schema, but Java has java.lang.Integer, which is integer:int32.",
                        "spec.rollout.drainTimeout: in Java, but not in the schema.",
                        "spec.rollout.pace: in the schema, but in no Java type."),
                fields);
        assertEquals(List.of("spec.hosts[].count: 2 by default, but null in Java."), defaults);
    }

    private static void assertNone(List<String> differences) {
        assertEquals("", String.join("\n", differences), "crds/ and dev.stagecraft.api.v1alpha1 differ");
    }
}
