package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of databases of which little is known. */
@Timeout(20)
class MigrateTest {
    private static final String MAIN = "main: {migrations: {strategy: manual}}";
    private static final String OTHER = "other: {migrations: {strategy: pre_deploy}}";

    @TempDir
    Path directory;

    private CliRun.Result run(FakeCluster cluster, String... args) {
        return CliRun.in(directory).world(cluster.world()).run(args);
    }

    private static FakeCluster shop(String databases, String known) {
        return FakeCluster.of(
                "{databases: {%s}}".formatted(databases), "{observedGeneration: 1, databases: {%s}}".formatted(known));
    }

    @Test
    void whereNobodyKnowsThereIsNoAnswer() {
        var result = run(shop(MAIN + ", " + OTHER, "main: {applied: 1, last: 001_items}"), "migrate", "plan", "shop");

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(result.out().contains("other     pre_deploy  ?"), result.out());
        assertTrue(
                result.err().startsWith("What is pending of main is from the last release or request: "), result.err());
        assertTrue(result.err().contains("error: Nobody knows what is pending of other: "), result.err());
    }

    @Test
    void aTimeLimitThatIsNoneIsRefusedBeforeAnythingIsAskedFor() {
        var cluster = shop(MAIN, "");

        var result = run(cluster, "migrate", "plan", "shop", "--refresh", "--timeout", "soon");

        assertEquals(1, result.exitCode());
        assertEquals(List.of(), cluster.calls());
    }

    @Test
    void theOnlyDatabaseNeedsNoName() {
        var result = run(shop(MAIN, ""), "migrate", "run", "--dry-run");

        assertEquals(0, result.exitCode(), result.text());
        assertTrue(result.out().startsWith("Would ask the operator for main@"), result.out());
    }

    @Test
    void ofSeveralOneIsNamed() {
        var result = run(shop(MAIN + ", " + OTHER, ""), "migrate", "run");

        assertEquals(
                "error: Stagecraft shop has several databases with migrations; say which with --database: main, other.\n",
                result.err());
    }

    @Test
    void aResourceThatIsDeletedMeanwhileIsNotAwaited() {
        var result = run(shop(MAIN, "").thenGone(), "migrate", "plan", "--refresh");

        assertEquals(1, result.exitCode());
        assertEquals("error: shop was deleted before the operator had looked anew.\n", result.err());
    }

    private static String unusable(String why) {
        return "{observedGeneration: 1, conditions: ["
                + "{type: Stalled, status: \"True\", reason: ReferenceNotFound, message: " + why + "},"
                + "{type: Accepted, status: \"False\", reason: ReferenceNotFound, message: " + why + "}]}";
    }

    /** Its cause may be put right: the request would be met by an operator that can use it again. */
    @Test
    void whatStoodInTheWayBeforeIsNoAnswer() {
        var cluster = FakeCluster.of("{databases: {%s}}".formatted(MAIN), unusable("no Secret shop-db"));

        var result = run(cluster, "migrate", "run", "--timeout", "1s");

        assertEquals(4, result.exitCode(), result.text());
        assertEquals(List.of("annotate [stagecraft.dev/migrate]"), cluster.calls());
    }

    @Test
    void aRequestThatCannotBeMetIsTakenAwayAgain() {
        var cluster = FakeCluster.of("{databases: {%s}}".formatted(MAIN), unusable("no Secret shop-db"))
                .then(FakeCluster.resource("one", "{databases: {%s}}".formatted(MAIN), unusable("no key url")));

        var result = run(cluster, "migrate", "run");

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(
                result.err()
                        .endsWith("error: The operator cannot use shop: no key url. The request was taken away again:"
                                + " nothing of it runs later.\n"),
                result.err());
        assertEquals(
                List.of("annotate [stagecraft.dev/migrate]", "annotate [stagecraft.dev/migrate]"), cluster.calls());
    }

    @Test
    void aRequestThatGaveWayToAnotherOneIsOver() {
        var replaced = FakeCluster.resource("one", "{databases: {%s}}".formatted(MAIN), "{observedGeneration: 1}");
        replaced.getMetadata().setAnnotations(Map.of("stagecraft.dev/migrate", "other@7"));

        var result = run(shop(MAIN, "").then(replaced), "migrate", "run");

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(
                result.err()
                        .contains(
                                " gave way to other@7 before the operator began with it: nothing of it was run. Run this"
                                        + " again when that is over."),
                result.err());
    }

    @Test
    void aRequestForAnotherDatabaseIsNotOverwritten() {
        var cluster = shop(MAIN + ", " + OTHER, "").annotated("stagecraft.dev/migrate", "other@7");

        var result = run(cluster, "migrate", "run", "--database", "main");

        assertTrue(
                result.err()
                        .startsWith(
                                "error: The request other@7 stands, and the operator has not begun with it: another one"
                                        + " would take its place."),
                result.err());
        assertEquals(List.of(), cluster.calls());
    }
}
