package dev.stagecraft.cluster.fabric8;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FabricReferencesTest {
    @Test
    void filesThatTheApiServerKeepsAsBytesAreNotLost() {
        var found = new ConfigMapBuilder()
                .addToData("001.sql", "SELECT 1")
                .addToBinaryData("002.sql", "/w==")
                .addToBinaryData("003.sql", "w6k=")
                .build();

        assertEquals(
                Map.of("001.sql", Optional.of("SELECT 1"), "002.sql", Optional.empty(), "003.sql", Optional.of("é")),
                FabricReferences.files(found));
        assertEquals(Map.of(), FabricReferences.files(new ConfigMapBuilder().build()));
    }
}
