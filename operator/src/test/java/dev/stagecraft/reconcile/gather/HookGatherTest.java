package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.build.Recipe;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hooks no release could run. */
class HookGatherTest {
    private static final Build BUILD = new Build(
            List.of("api", "site"),
            "registry.example.com/acme/api",
            "build-0123456789abcdef",
            "v1",
            new Recipe.Dockerfile(".", "Dockerfile", "", new TreeMap<>(), List.of()),
            List.of(),
            Map.of(),
            List.of());

    private static void check(String hook) {
        var spec = Serialization.unmarshal("""
                services: {db: {rollout: {strategy: Manual}}, mail: {mode: external}}
                hooks:
                  - {name: fine, when: failure, service: web, command: [x]}
                  - {name: asked, %s, command: [x]}
                """.formatted(hook), StagecraftSpec.class);
        HookGather.check(spec, Set.of("web", "db", "api", "site"), List.of(BUILD));
    }

    private static String refused(String hook) {
        var result = assertThrows(Rejected.class, () -> check(hook)).result();
        var why = assertInstanceOf(GatherResult.Refused.class, result).finding();
        assertEquals("InvalidSpec", why.reason());
        assertTrue(why.message().startsWith("spec.hooks[1]"), why::message);
        return why.message();
    }

    @Test
    void aServiceThatIsNotThereIsRefusedWithThoseThatAre() {
        var why = refused("when: before, phase: rollout, service: nobody");
        assertTrue(why.contains("no service nobody; it has: api, db, site, web"), why);
    }

    @Test
    void aServiceThatRunsElsewhereHasNoContainerToRunIn() {
        var why = refused("when: before, phase: rollout, service: mail");
        assertTrue(why.contains("service mail runs elsewhere (mode external)"), why);
    }

    @Test
    void anAccessoryIsRefusedAsItHasNoEnvironment() {
        var why = refused("when: after, phase: finalize, service: db");
        assertTrue(why.contains("is an accessory"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"when: before", "when: around, phase: rollout", "when: after, phase: lunch"})
    void aStoredHookThatSaysNoPhaseIsRefused(String when) {
        var why = refused(when + ", service: web");
        assertTrue(why.contains("set when and phase"), why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before, phase: build", "after, phase: build", "before, phase: push"})
    void anImageThatIsYetToBeBuiltRunsNothing(String when) {
        for (var service : Set.of("api", "site")) {
            var why = refused("when: " + when + ", service: " + service);
            assertTrue(why.contains("is built by the release"), why);
        }
        assertDoesNotThrow(() -> check("when: " + when + ", service: web"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"after, phase: push", "before, phase: rollout", "failure, phase: build", "failure"})
    void anImageThatIsThereOrMayBeIsTaken(String when) {
        assertDoesNotThrow(() -> check("when: " + when + ", service: api"));
    }
}
