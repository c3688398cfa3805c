package dev.stagecraft.provider.backend.encore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppRequests;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.DevCommand;
import dev.stagecraft.provider.app.FakeTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EncoreBackendTest {
    private static final String APP = "{\"id\": \"shop\", \"lang\": \"typescript\"}";
    private static final BackendProvider PROVIDER = new EncoreBackend();

    @Test
    void itIsFoundOnTheClassPath() {
        var registry = ProviderRegistry.load("backend", BackendProvider.class);
        assertInstanceOf(EncoreBackend.class, registry.find("encore-ts").orElseThrow());
        assertEquals(List.of("encore-ts", "generic"), registry.ids());
    }

    @Test
    void theProgramIsNamedSoThatItCanBeLookedForFirst() {
        var described = assertInstanceOf(
                AppAnswer.Described.class,
                PROVIDER.describe(AppRequests.request("", FakeTree.of(Map.of("encore.app", APP)), "api")));
        var recipe = assertInstanceOf(Recipe.Program.class, described.recipes().get("api"));
        assertEquals("encore", recipe.program());
        assertEquals(
                List.of("sh", "{files}/encore.sh", recipe.program()),
                recipe.command().subList(0, 3));
        assertEquals("{image}", recipe.command().getLast());
        assertEquals(List.of(), recipe.secrets());
        assertTrue(PROVIDER.secrets(AppRequests.yaml(""), "api").isEmpty());
    }

    @Test
    void aPersonRunsAllServicesWithOneCommandAndNoTelemetry() {
        var tree = FakeTree.of(Map.of("backend/encore.app", APP));
        var quiet = new DevCommand("backend", List.of("encore", "run"), Map.of("DISABLE_ENCORE_TELEMETRY", "1"));
        assertEquals(
                Map.of("api", quiet, "worker", quiet),
                PROVIDER.dev(AppRequests.request("{app: backend}", tree, "api", "worker")));
        assertEquals(
                Map.of("api", new DevCommand("backend", List.of("encore", "run"), Map.of())),
                PROVIDER.dev(AppRequests.request("{app: backend, telemetry: true}", tree, "api")));
    }

    @Test
    void nothingIsBroughtToEncoreThatTheApplicationDoesNotGet() {
        String source = "import { secret } from 'encore.dev/config'; secret('TOKEN');";
        var tree = FakeTree.of(Map.of("encore.app", APP, "a.ts", source));
        assertEquals(List.of(), PROVIDER.sync(AppRequests.request("{secrets: {types: [prod]}}", tree, "api")));
        assertEquals(List.of(), PROVIDER.sync(AppRequests.request("", tree, "api")));
        assertEquals(List.of(), PROVIDER.sync(AppRequests.request("{secrets: {types: [prod]}}", FakeTree.of(), "api")));
    }

    @Test
    void aSourceWithoutEndIsNotReadToItsEnd() {
        var files = new TreeMap<>(Map.of("encore.app", APP));
        for (int i = 0; i < 20_001; i++) {
            files.put("f" + i, "");
        }
        var deep = new TreeMap<>(Map.of("encore.app", APP));
        deep.put("d/".repeat(40) + "f.ts", "");
        for (var tree : List.of(FakeTree.of(files), FakeTree.of(deep))) {
            var refused =
                    assertInstanceOf(AppAnswer.Refused.class, PROVIDER.describe(AppRequests.request("", tree, "api")));
            assertTrue(refused.message().contains("more than 20000 files"), refused::message);
        }
    }

    @Test
    void linksAndHiddenDirectoriesAreNotFollowed() {
        String source = "import { secret } from 'encore.dev/config'; secret('TOKEN');";
        var tree = FakeTree.of(Map.of(
                "encore.app",
                APP,
                "link.ts",
                "->a.ts",
                ".hidden/a.ts",
                source,
                "encore.gen/a.ts",
                source,
                "a.d.ts",
                source));
        var answer = PROVIDER.describe(AppRequests.request("", tree, "api"));
        var described = assertInstanceOf(AppAnswer.Described.class, answer);
        var recipe = assertInstanceOf(Recipe.Program.class, described.recipes().get("api"));
        assertFalse(recipe.files().toString().contains("TOKEN"));
    }
}
