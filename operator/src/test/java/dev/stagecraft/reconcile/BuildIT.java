package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.SourceShop;
import dev.stagecraft.sandbox.host.SimulatedBuilds;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
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
        assertEquals(commit, Resources.commit(second));

        // All of it exists already
        release("v3");
        assertEquals(3, builds());
        assertEquals("skipped", phases(resources.get("shop"), "build").get("build"));
        assertEquals(changed, stage.digest("web", "v3").orElseThrow());
    }

    @Test
    void aBranchThatMovesChangesNothingUntilSomebodyAsks() {
        var first = release("v1");
        var commit = stage.repository().write("web/index.html", "two").commit("second");

        resources.apply(stage.manifest("v1") + "  releaseHistoryLimit: 9\n");
        var same = resources.await("shop", "it was looked at", found -> DatabaseShop.serves(found, "v1"));
        assertEquals(Resources.commit(first), Resources.commit(same));
        assertEquals(1, resources.releases().size());

        resources.annotate("shop", "reconcile", "once");
        var moved = resources.await(
                "shop",
                "the new commit serves",
                found -> Resources.commit(found).equals(commit)
                        && resources.releases().size() == 2
                        && DatabaseShop.serves(found, "v1"));
        assertEquals(3, builds());
        assertEquals(
                stage.registry().authority() + "/acme/web@"
                        + stage.digest("web", "v1").orElseThrow(),
                running().getLast());
        assertNotEquals(
                Resources.current(first).release(), Resources.current(moved).release());
    }

    @Test
    void aBuildThatFailsTellsTheEndOfItsLogAndLeavesWhatRunsAloneUntilTheSourceIsMended() {
        stage.registry().push("library/base", "1", "healthy");
        release("v1");
        var before = running();
        stage.repository()
                .write(
                        "web/Dockerfile",
                        "FROM %s/library/base:1\nRUN echo no such module %s; exit 3\n"
                                .formatted(stage.registry().authority(), SourceShop.BUILD_SECRET))
                .commit("broken");

        resources.apply(stage.manifest("v2"));
        var failed = resources.awaitCondition("shop", "Stalled", "True", "BuildFailed");

        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("no such module") && message.contains("exit code: 3"), message);
        assertFalse(message.contains(SourceShop.BUILD_SECRET), message);
        assertEquals(before, running());
        assertEquals("v1", Resources.version(failed));

        stage.repository()
                .write("web/Dockerfile", "FROM scratch\nLABEL behaviour=healthy\n")
                .commit("mended");
        resources.annotate("shop", "retry", "once");
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
    }

    @Test
    void anOperatorThatIsStartedAgainFindsTheBuildThatRuns() {
        stage.registry().push("library/base", "1", "healthy");
        stage.repository()
                .write(
                        "web/Dockerfile",
                        "FROM %s/library/base:1\nLABEL behaviour=healthy\nRUN sleep 12\n"
                                .formatted(stage.registry().authority()))
                .commit("slow");
        resources.apply(stage.manifest("v1"));
        resources.await("shop", "both are being built", found -> builds() == 2);

        stage.stop();
        stage.start();
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));

        assertEquals(2, builds(), "neither was built again");
    }

    @Test
    void aBuildThatNobodyWantsAnyMoreIsEndedAndWaitedForByNobody() {
        stage.registry().push("library/base", "1", "healthy");
        stage.repository()
                .write(
                        "web/Dockerfile",
                        "FROM %s/library/base:1\nRUN sleep 600\n"
                                .formatted(stage.registry().authority()))
                .commit("hangs");
        resources.apply(stage.manifest("v1"));
        resources.await("shop", "it is being built", found -> builder().underWay());

        stage.repository()
                .write("web/Dockerfile", "FROM scratch\nLABEL behaviour=healthy\n")
                .commit("mended");
        release("v2");

        Awaitility.await().until(() -> !builder().underWay());
        assertEquals(3, builds());
    }

    @Test
    void servicesThatUseAnImageWhichAnotherOneBuildsRunItToo() {
        resources.apply(stage.manifest("v1")
                .replace(
                        "/acme/jobs/worker\"}",
                        "/acme/jobs/worker\"}\n        cron: {image: \"%s/acme/jobs/worker\"}"
                                .formatted(stage.registry().authority()))
                .replace("    worker: {role: app}\n", "    worker: {role: app}\n    cron: {role: app}\n"));
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));

        var worker = stage.registry().authority() + "/acme/jobs/worker@"
                + stage.digest("jobs/worker", "v1").orElseThrow();
        assertEquals(List.of(worker, worker), running().subList(0, 2));
        assertEquals(2, builds());
    }

    @Test
    void aRollbackNeedsNeitherGitNorABuild() {
        var first = release("v1");
        stage.repository().write("web/index.html", "two").commit("second");
        release("v2");
        stage.server().answer(503);

        resources.annotate("shop", "rollback-to", Resources.current(first).release());
        resources.await(
                "shop",
                "v1 serves",
                found -> Resources.version(found).equals("v1")
                        && Resources.latest(found).type().equals("Rollback"));

        assertEquals(3, builds());
    }

    @Test
    void whatServesIsRolledBackWhileGitIsAwayAndNothingNewIsReleased() {
        var first = release("v1");
        stage.repository().write("web/index.html", "two").commit("second");
        release("v2");
        var commit = Resources.commit(resources.get("shop"));
        stage.stop();
        stage.server().answer(503);
        stage.start();

        resources.await(
                "shop",
                "the trouble is told",
                found -> found.getStatus().message().contains("spec.source.git.url"));

        // A rollback takes all from its release object
        resources.annotate("shop", "rollback-to", Resources.current(first).release());
        var back = resources.await(
                "shop",
                "v1 serves",
                found -> Resources.version(found).equals("v1")
                        && Resources.latest(found).type().equals("Rollback"));
        assertEquals(commit, Resources.commit(back));
        assertEquals(3, builds());

        // Nothing new is released, and what is wanted is when it can be read
        resources.apply(stage.manifest("v3"));
        resources.await(
                "shop",
                "it waits for its source",
                found -> Objects.equals(
                                found.getStatus().observedGeneration(),
                                found.getMetadata().getGeneration())
                        && Resources.version(found).equals("v1"));
        stage.server().answer(0);
        resources.await("shop", "v3 serves", found -> DatabaseShop.serves(found, "v3"));
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

    private int builds() {
        return builder().begun();
    }

    private SimulatedBuilds builder() {
        return stage.hosts().host("builder-1").builds();
    }

    private static Map<String, String> phases(Stagecraft resource, String... names) {
        var all = Resources.phases(Resources.latest(resource));
        all.keySet().retainAll(List.of(names));
        return all;
    }
}
