package dev.stagecraft.cli.status;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code status} shows of statuses as the operator writes them, and what it ends with. */
@Timeout(120)
class StatusCommandIT {
    @TempDir
    Path directory;

    private StatusStage stage;

    @BeforeEach
    void aNamespace() {
        stage = new StatusStage(directory);
    }

    @Test
    void aResourceThatNobodyLookedAtSaysSo() {
        stage.resource("shop");

        var result = stage.cli().run("status");

        stage.golden("fresh", result);
        assertEquals(0, result.exitCode());
    }

    @ParameterizedTest
    @CsvSource({
        "ready, 0",
        "first, 0",
        "approval, 3",
        "failed, 1",
        "rolled-back, 1",
        "rolled-back-by-hand, 3",
        "stalled, 1",
        "drifted, 3",
        "many-hosts, 0",
        "databases, 0",
        "migration-failed, 1",
        "hooks, 0"
    })
    void everyStateIsOneScreenAndSaysWhatGetsOn(String given, int exitCode) {
        stage.resource("shop");
        stage.status("shop", given);

        var piped = stage.cli().run("status", "shop");
        var wide = stage.cli().terminal(80).run("status", "shop");
        var narrow = stage.cli().terminal(40).run("status", "shop");

        stage.golden(given, piped);
        stage.golden(given + "-80", wide);
        stage.golden(given + "-40", narrow);
        assertEquals(exitCode, piped.exitCode());
        assertFalse(piped.out().contains("\u001b"), "escape codes in a pipe");
        assertFits(wide, 80);
        assertFits(narrow, 40);
        assertTrue(wide.out().lines().count() <= 24, () -> "more than a screen:\n" + wide.out());
    }

    /** Commands are not broken, so that they can be copied; nor is a word that is wider than the screen. */
    private static void assertFits(CliRun.Result result, int width) {
        result.out()
                .replaceAll("\u001b\\[[0-9;]*m", "")
                .lines()
                .filter(line -> !line.matches(" {2}(stagecraft|kubectl) .*")
                        && line.strip().contains(" "))
                .forEach(line -> assertTrue(line.codePointCount(0, line.length()) <= width, line));
    }

    @Test
    void thePageShowsWhatIsPrinted() throws Exception {
        stage.resource("shop");
        stage.status("shop", "rolled-back");

        stage.documented("stagecraft status shop", stage.cli().run("status", "shop"));
        stage.documented("stagecraft releases list shop", stage.cli().run("releases", "list", "shop"));
    }

    @Test
    void aSuspendedResourceSaysHowItGoesOn() {
        stage.resource("shop", "suspend: true");
        stage.status("shop", "suspended");

        var result = stage.cli().run("status");

        stage.golden("suspended", result);
        assertEquals(3, result.exitCode());
    }

    @Test
    void aDeletionThatCannotGoOnSaysHowToGetOutOfIt() {
        stage.resource("shop", "finalizers: [stagecraft.dev/finalizer]");
        stage.resources().handle("shop").delete();
        stage.status("shop", "deleting");

        var result = stage.cli().run("status");

        stage.golden("deleting", result);
        assertEquals(1, result.exitCode());
        letGo();
    }

    private void letGo() {
        stage.resources().edit("shop", found -> {
            found.getMetadata().setFinalizers(java.util.List.of());
            return found;
        });
    }

    @Test
    void aChangeThatTheOperatorHasNotSeenIsTold() {
        stage.resource("shop");
        stage.status("shop", "failed");
        stage.resource("shop", "releaseHistoryLimit: 5");

        var result = stage.cli().run("status");

        assertTrue(
                result.out().contains("Failed, and the operator has not seen the latest change yet\n"), result.out());
        assertEquals(0, result.exitCode(), "it may well be under way");
    }

    @Test
    void theDigestIsForProgramsAndTheSameForTheSameState() {
        stage.resource("shop");
        stage.status("shop", "rolled-back");

        var json = stage.cli().run("status", "-o", "json");

        stage.golden("rolled-back-json", json);
        stage.golden("rolled-back-yaml", stage.cli().run("status", "-o", "yaml"));
        assertEquals(json, stage.cli().terminal(80).run("status", "-o", "json"));
    }

    @Test
    void severalResourcesAreATable() {
        stage.resource("api");
        stage.status("api", "ready");
        stage.resource("shop");
        stage.status("shop", "failed");
        stage.resource("web");
        stage.status("web", "approval");

        var result = stage.cli().run("status");

        stage.golden("table", result);
        assertEquals(1, result.exitCode(), "the worst of them counts");
        stage.golden("table-60", stage.cli().terminal(60).run("status"));
        stage.golden("one-of-several", stage.cli().run("status", "api"));
        var all = stage.cli().run("status", "--all-namespaces");
        assertTrue(
                all.out().lines().anyMatch(line -> line.matches(stage.namespace() + " +shop +prod +Failed +v1.4.2 .*")),
                all.out());
        assertTrue(all.out().startsWith("NAMESPACE "), all.out());
        var json = stage.cli().run("status", "-o", "json");
        assertTrue(json.out().startsWith("{\n  \"items\" : [ {\n    \"name\" : \"api\""), json.out());
    }

    @Test
    void whatCannotBeShownIsToldInOneSentence() {
        assertAll(
                () -> stage.golden("none", stage.cli().run("status")),
                () -> stage.golden("no-such", stage.cli().run("status", "shop")),
                () -> stage.golden("name-and-all", stage.cli().run("status", "shop", "-A")),
                () -> stage.golden("watch-all", stage.cli().run("status", "-A", "-w")),
                () -> stage.golden("format", stage.cli().run("status", "-o", "wide")));
    }

    @Test
    void anEnvironmentChoosesAmongSeveral() {
        stage.resource("api");
        stage.resource("shop");

        var result = stage.cli().run("status", "--env", "staging");

        assertEquals(1, result.exitCode());
        assertEquals(
                "error: There is no Stagecraft of environment staging in namespace " + stage.namespace()
                        + "; there are api, shop.\n",
                result.err());
    }

    @Test
    void aWatchWritesABlockForEachChangeUntilItIsGone() throws Exception {
        stage.resource("shop");
        stage.status("shop", "first");
        var before = watches();
        var watching = CompletableFuture.supplyAsync(() -> stage.cli().run("status", "shop", "--watch"));
        awaitWatches(before + 1);

        stage.status("shop", "ready");
        stage.resources().annotate("shop", "reconcile", "shows-nothing-new");
        stage.status("shop", "drifted");
        stage.resources().handle("shop").delete();

        var result = watching.get(60, TimeUnit.SECONDS);
        assertEquals(0, result.exitCode());
        assertEquals("shop is gone.\n", result.err());
        var states =
                result.out().lines().filter(line -> line.startsWith("State ")).toList();
        assertEquals("State       Deploying", states.getFirst());
        assertEquals("State       Drifted", states.getLast());
        assertTrue(states.size() <= 3, "a block for what nobody sees: " + states);
        assertFalse(result.out().contains("\u001b"), "escape codes in a pipe");
    }

    @Test
    void aWatchOnATerminalIsDrawnInThePlaceOfWhatWasThere() throws Exception {
        stage.resource("shop");
        stage.status("shop", "ready");
        var before = watches();
        var watching =
                CompletableFuture.supplyAsync(() -> stage.cli().terminal(80).run("status", "shop", "--watch"));
        var programs = CompletableFuture.supplyAsync(() -> stage.cli().run("status", "shop", "-w", "-o", "yaml"));
        awaitWatches(before + 2);

        stage.status("shop", "drifted");
        stage.resources().handle("shop").delete();

        var screens = watching.get(60, TimeUnit.SECONDS).out().split("\u001b\\[H\u001b\\[2J", -1);
        assertEquals("", screens[0]);
        assertTrue(screens[screens.length - 1].contains("Drifted"), screens[screens.length - 1]);
        var documents = programs.get(60, TimeUnit.SECONDS).out().split("(?m)^---\n", -1);
        assertTrue(documents[documents.length - 1].contains("\nstate: Drifted\n"), documents[documents.length - 1]);
    }

    private static void awaitWatches(long count) {
        Awaitility.await("open watches").atMost(Duration.ofSeconds(30)).until(() -> watches() >= count);
    }

    /** The API server counts the watches that are open on the kind. */
    private static long watches() {
        return SharedControlPlane.client()
                .raw("/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_longrunning_requests")
                        && line.contains("resource=\"stagecrafts\"")
                        && line.contains("verb=\"WATCH\""))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
