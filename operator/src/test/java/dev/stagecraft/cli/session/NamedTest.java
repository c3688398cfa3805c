package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which resource a command is about. */
class NamedTest {
    @TempDir
    Path directory;

    private final HeldResources resources =
            new HeldResources(stagecraft("shop", "prod"), stagecraft("trial", "staging"), stagecraft("bare", "\"\""));

    private static Stagecraft stagecraft(String name, String environment) {
        return Serialization.unmarshal("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: %s, namespace: prod}
                spec: {environment: %s}
                """.formatted(name, environment), Stagecraft.class);
    }

    private Session asking(String environment) {
        return resources.session(directory, Map.of("STAGECRAFT_ENV", environment));
    }

    @Test
    void aNameAndItsEnvironmentAreBothMeant() {
        assertEquals("shop", Named.find(asking("prod"), "shop").getMetadata().getName());
        assertEquals("trial", Named.find(asking(""), "trial").getMetadata().getName());
        assertEquals("trial", Named.find(asking("staging"), null).getMetadata().getName());
    }

    /** As an unset variable of a script makes it, which must not fall to the only one. */
    @Test
    void anEmptyNameIsRefused() {
        var refused = assertThrows(CommandFailure.class, () -> Named.find(asking("prod"), ""));

        assertEquals(
                "The NAME that was given is empty; name a Stagecraft, or leave the word out for the only one.",
                refused.getMessage());
    }

    @Test
    void aNameOfAnotherEnvironmentIsRefused() {
        var refused = assertThrows(CommandFailure.class, () -> Named.find(asking("staging"), "shop"));

        assertEquals(
                "Stagecraft shop is of environment prod, and not of staging, which --env, STAGECRAFT_ENV or the file with"
                        + " defaults asks for; correct one of the two.",
                refused.getMessage());
        assertEquals(
                "Stagecraft bare is of no environment, and not of staging, which --env, STAGECRAFT_ENV or the file with"
                        + " defaults asks for; correct one of the two.",
                assertThrows(CommandFailure.class, () -> Named.find(asking("staging"), "bare"))
                        .getMessage());
    }
}
