package dev.stagecraft.provider.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CiBuildersTest {
    private static final CiBuilders BUILDERS = new CiBuilders(ProviderRegistry.load("CI", CiProvider.class));
    private static final JsonNode CONFIG =
            json("{\"repository\": \"acme/shop\", \"tokenSecretRef\": {\"name\": \"gh\", \"key\": \"token\"}}");

    @Test
    void githubIsFoundOnTheClassPath() {
        assertEquals(
                List.of("github"), ProviderRegistry.load("CI", CiProvider.class).ids());
        assertInstanceOf(CiBuilder.Found.class, BUILDERS.of("github", CONFIG, any -> Optional.of(Secret.of("t"))));
        assertEquals(List.of(), BUILDERS.check("github", CONFIG));
    }

    @Test
    void anUnknownIdIsAnsweredWithTheKnownOnes() {
        var refused = refused(BUILDERS.of("gitlab", CONFIG, any -> Optional.empty()));
        assertEquals(
                "spec.build.executor: There is no CI provider 'gitlab'; known: github. Without one, job and host are the executors.",
                refused.message());
        assertEquals(
                Violation.Code.UNKNOWN_PROVIDER, refused.violations().getFirst().code());
        assertEquals(List.of(), BUILDERS.secrets("gitlab", CONFIG));
    }

    @Test
    void everyFaultHasItsPathInTheResource() {
        var paths = refused(BUILDERS.of("github", json("{\"repository\": 7, \"colour\": 1}"), any -> Optional.empty()))
                .violations()
                .stream()
                .map(Violation::path)
                .toList();
        assertEquals(
                List.of(
                        "spec.build.providers.github.colour",
                        "spec.build.providers.github.repository",
                        "spec.build.providers.github.tokenSecretRef"),
                paths);
    }

    @Test
    void noConfigurationIsAFaultToo() {
        var violations = BUILDERS.check("github", MissingNode.getInstance());
        assertEquals("spec.build.providers.github", violations.getFirst().path());
    }

    @Test
    void theTokenIsAskedForByItsReference() {
        assertEquals(List.of(new SecretReference("gh", "token", "tokenSecretRef")), BUILDERS.secrets("github", CONFIG));
        assertEquals(
                "spec.build.providers.github.tokenSecretRef: There is no Secret gh with a key token in this namespace. Make it.",
                refused(BUILDERS.of("github", CONFIG, any -> Optional.empty())).message());
    }

    private static CiBuilder.Refused refused(CiBuilder builder) {
        return assertInstanceOf(CiBuilder.Refused.class, builder);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
