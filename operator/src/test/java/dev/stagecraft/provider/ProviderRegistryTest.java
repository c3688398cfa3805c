package dev.stagecraft.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.cloud.CloudProvider;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderRegistryTest {
    private record Named(String id) implements Provider {}

    @Test
    void cloudsAreFoundOnTheClassPathInOrder() {
        var registry = ProviderRegistry.load("cloud", CloudProvider.class);
        assertEquals(List.of("digitalocean", "static"), registry.ids());
        assertEquals("static", registry.find("static").orElseThrow().id());
        assertTrue(registry.find("Static").isEmpty());
    }

    @Test
    void anUnknownIdIsAnsweredWithTheKnownOnes() {
        var registry = ProviderRegistry.of("cloud", List.of(new Named("b"), new Named("a")));
        Violation violation = registry.unknownProvider("cloud.provider", "c");
        assertEquals("There is no cloud provider 'c'; known: a, b.", violation.message());
        assertEquals(Violation.Code.UNKNOWN_PROVIDER, violation.code());
        assertEquals("spec.cloud.provider", violation.under("spec").path());
    }

    @Test
    void aBadOrDoubledIdStopsTheStart() {
        for (String bad : List.of("", "Upper", "-a", "a b")) {
            var named = List.of(new Named(bad));
            assertThrows(IllegalStateException.class, () -> ProviderRegistry.of("cloud", named));
        }
        var twice = List.of(new Named("a"), new Named("a"));
        var thrown = assertThrows(IllegalStateException.class, () -> ProviderRegistry.of("cloud", twice));
        assertTrue(String.valueOf(thrown.getMessage()).startsWith("Two cloud providers are called 'a'"));
    }

    @Test
    void theCompositionRootCanPutAConfiguredOneInPlace() {
        var configured = new Named("a");
        var registry = ProviderRegistry.of("cloud", List.of(new Named("a"), new Named("b")));
        assertSame(configured, registry.replacing(configured).find("a").orElseThrow());
        assertThrows(IllegalStateException.class, () -> registry.replacing(new Named("c")));
    }

    @Test
    void aViolationHasASentence() {
        assertThrows(IllegalArgumentException.class, () -> Violation.invalid("a", " "));
        assertEquals("cloud", Violation.missing("", "Gone.").under("cloud").path());
    }
}
