package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.nio.file.Path;
import java.util.List;
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
}
