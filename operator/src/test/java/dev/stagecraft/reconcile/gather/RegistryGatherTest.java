package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The logins to registries that a resource names. */
class RegistryGatherTest {
    private static final String WEB = "web: {image: 'registry.example.com/acme/web:v1'}";

    @Test
    void loginsAreReadAndKept() {
        var gathered = with("canary-password");

        assertEquals(
                "{\"auths\":{\"registry.example.com\":{\"auth\":\"dTpjYW5hcnktcGFzc3dvcmQ=\"}}}",
                gathered.registry().dockerConfig(Set.of("registry.example.com")).reveal());
        assertFalse(gathered.toString().contains("canary-password"));
        assertEquals(
                "a " + Secret.REDACTED + " b " + Secret.REDACTED,
                gathered.sanitizer().clean("a canary-password b dTpjYW5hcnktcGFzc3dvcmQ="));
    }

    @Test
    void withoutAReferenceThereAreNone() {
        assertEquals(
                RegistryCredentials.none(), new Gathering().complete(WEB, "").registry());
    }

    @Test
    void anotherPasswordIsNoOtherRelease() {
        var before = with("canary-password");
        var after = with("rotated-password");

        assertNotEquals(before.registry(), after.registry());
        assertEquals(before.inputsHash(), after.inputsHash());
        assertEquals(before.specHash(), after.specHash());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "other|.dockerconfigjson|{}|ReferenceNotFound|there is no Secret shop-registry in namespace shop",
                "shop-registry|config.json|{}|ReferenceNotFound|Secret shop-registry has no value under key .dockerconfigjson; make one",
                "shop-registry|.dockerconfigjson|canary-password|InvalidSpec|.dockerconfigjson of Secret shop-registry is not JSON",
                "shop-registry|.dockerconfigjson|{\"auths\":{}}|InvalidSpec|.dockerconfigjson of Secret shop-registry has no logins"
            })
    void whatCannotBeUsedIsRefusedAtItsPath(String name, String key, String content, String reason, String why) {
        var refused = new Gathering().withSecret(name, Map.of(key, content)).refused(WEB, REFERENCE);

        assertTrue(refused.contains(reason) && refused.contains("spec.project.registrySecretRef: " + why), refused);
        assertFalse(refused.contains("canary-password"), refused);
    }

    private static final String REFERENCE =
            "  project: {name: shop, registry: registry.example.com/acme, registrySecretRef: {name: shop-registry}}\n";

    private static Gathered with(String password) {
        var content =
                "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"%s\"}}}".formatted(password);
        return new Gathering()
                .withSecret("shop-registry", Map.of(".dockerconfigjson", content))
                .complete(WEB, REFERENCE);
    }
}
