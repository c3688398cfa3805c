package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.host.BuildScripts;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.SourceShop;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images are built from a commit on a host, pushed, pinned and run by digest; what did not change is not built again. */
@Timeout(180)
class BuildIT {
    private final SourceShop stage;
    private final Resources resources;

    BuildIT(@TempDir Path directory) {
        stage = new SourceShop(directory);
        resources = stage.resources();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void whatIsBuiltIsPushedPinnedAndRunByDigestAndWhatDidNotChangeIsNotBuiltAgain() {
        var first = release("v1");

        assertEquals(
                Map.of("build", "completed", "push", "completed", "rollout", "completed"),
                phases(first, "build", "push", "rollout"));
        var web = stage.digest("web", "v1").orElseThrow();
        var worker = stage.digest("jobs/worker", "v1").orElseThrow();
        assertEquals(
                List.of(
                        stage.registry().authority() + "/acme/jobs/worker@" + worker,
                        stage.registry().authority() + "/acme/web@" + web),
                running());
        assertEquals(2, builds());

        var commit = stage.repository().write("web/index.html", "two").commit("second");
        var second = release("v2");

        assertEquals(3, builds(), "only the service that changed is built");
        assertEquals(worker, stage.digest("jobs/worker", "v2").orElseThrow());
        var changed = stage.digest("web", "v2").orElseThrow();
        assertNotEquals(web, changed);
        assertEquals(
                List.of(
                        stage.registry().authority() + "/acme/jobs/worker@" + worker,
                        stage.registry().authority() + "/acme/web@" + changed),
                running());
        assertEquals(commit, second.getStatus().source().commit());

        // All of it exists already
        release("v3");
        assertEquals(3, builds());
        assertEquals("skipped", phases(resources.get("shop"), "build").get("build"));
        assertEquals(changed, stage.digest("web", "v3").orElseThrow());
    }

    private Stagecraft release(String version) {
        resources.apply(stage.manifest(version));
        return resources.await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    private List<String> running() {
        return stage.hosts().host("app-1").engine().containers().stream()
                .filter(SimulatedContainer::running)
                .map(SimulatedContainer::reference)
                .sorted()
                .toList();
    }

    private long builds() {
        return stage.hosts().host("builder-1").journal().lines().stream()
                .filter(line -> line.contains("docker build "))
                .count();
    }

    private static Map<String, String> phases(Stagecraft resource, String... names) {
        var all = Resources.phases(Resources.latest(resource));
        all.keySet().retainAll(List.of(names));
        return all;
    }
}
