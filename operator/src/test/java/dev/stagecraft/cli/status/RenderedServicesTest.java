package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is compared of releases holds no value that is written down in their files. */
class RenderedServicesTest {
    private static ReleaseInputs inputs(String password) {
        return Serialization.unmarshal("""
                roles: [app]
                composeByRole:
                  app: |
                    services:
                      web: {image: web, environment: {PASSWORD: %s, LEVEL: "${LEVEL}", KEPT: same77}}
                """.formatted(password), ReleaseInputs.class);
    }

    @Test
    void valuesAreWordsThatTellWhetherTheyChanged() {
        var before = inputs("hunter2");
        var after = RenderedServices.of(inputs("hunter3"), "rel-2", RenderedServices.definitions(before, "rel-1"));
        var shown = RenderedServices.of(before, "rel-1", Map.of()).services() + "\n" + after.services();

        assertTrue(
                shown.contains("PASSWORD: \"(another value)\"") || shown.contains("PASSWORD: (another value)"), shown);
        assertTrue(shown.contains("${LEVEL}"), shown);
        assertFalse(shown.contains("hunter") || shown.contains("same77"), shown);
    }
}
