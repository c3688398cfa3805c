package dev.stagecraft.reconcile;

import static dev.stagecraft.sandbox.MigratingStage.files;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.MigratingStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.net.ProjectOnHost;
import dev.stagecraft.sandbox.net.Visitor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The schema of an application that serves on real hosts grows, is moved to and shrinks; then an older release comes back. */
@Tag("e2e")
class MigrationE2E {
    private static final String HISTORY = "  releaseHistoryLimit: 3\n";

    @TempDir
    static Path images;

    @SuppressWarnings("NullAway.Init") // every test sets it first
    private MigratingStage stage;

    @AfterEach
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void columnIsReplacedUnderVisitorsAndARollbackSaysWhatChangedSince() {
        stage = MigratingStage.start("migration", images);
        stage.push("v1", "SELECT name, price FROM items");
        stage.push("v2", "SELECT name, cents FROM items");
        stage.push("v3", "SELECT upper(name), cents FROM items");
        stage.push("v4", "SELECT upper(name), cents, 'ct' FROM items");

        firstVersionFindsItsTable();
        var visitors = stage.projects().stream()
                .map(project -> Visitor.of(project, "/items"))
                .toList();
        expandCommitsBeforeAnyContainerThatNeedsIt();
        restFollowsTheLastOldContainerAndContractIsHeld();
        contractRunsOnceAloneAndAfterAnApprovalOfItsOwn();
        rollbackSaysWhatChangedSinceAndChangesNothing();
        visitors.forEach(Visitor::close);
        for (var visitor : visitors) {
            assertEquals(0, visitor.failures());
            assertTrue(visitor.roundsWithTwo() > 0, "an old container was seen to serve beside a new one");
            assertTrue(visitor.longestSilence() < 2, () -> "rounds without an answer: " + visitor.longestSilence());
        }
    }

    private void firstVersionFindsItsTable() {
        stage.file("001_items.sql", """
                CREATE TABLE items (id int PRIMARY KEY, name text NOT NULL, price text NOT NULL);
                INSERT INTO items VALUES (1, 'lamp', '12.50');
                """);
        stage.resources().apply(stage.manifest("v1", files("pre_deploy").replace("via: {role: db}, ", ""), HISTORY));
        var waits = stage.resources().awaitCondition("shop", "Ready", "False", "ConnectionFailed");
        assertTrue(waits.getStatus().releases().isEmpty(), "nothing is released past a database that nobody reaches");

        stage.resources().apply(stage.manifest("v1", files("pre_deploy"), HISTORY));

        stage.awaitServes("v1");
        assertEquals(List.of("001_items done 1"), stage.applied());
        assertItems("lamp|12.50\n");
    }

    private void expandCommitsBeforeAnyContainerThatNeedsIt() {
        stage.file("002_cents.sql", "ALTER TABLE items ADD COLUMN cents int NOT NULL DEFAULT 1250;\n");
        stage.resources().apply(stage.manifest("v2", files("pre_deploy"), HISTORY));

        var served = stage.awaitServes("v2");
        assertEquals("002_cents migrate_pre Expand", planned(served));
        assertEquals("completed", Resources.phases(Resources.latest(served)).get("migrate_pre"));
        assertEquals(List.of("001_items done 1", "002_cents done 1"), stage.applied());
        assertItems("lamp|1250\n");
        var committed = time("finished_at", "002_cents");
        for (var project : stage.projects()) {
            var made = created(project);
            assertTrue(committed.isBefore(made), () -> "committed " + committed + ", container made " + made);
        }
    }

    private void restFollowsTheLastOldContainerAndContractIsHeld() {
        var old = stage.projects().stream()
                .map(project -> project.only("web").id())
                .toList();
        var begun = Instant.now();
        stage.file("003_view.sql", "CREATE VIEW prices AS SELECT name, cents FROM items;\n");
        stage.file("004_drop.sql", "-- stagecraft:needed-by v1\nALTER TABLE items DROP COLUMN price;\n");
        stage.resources().apply(stage.manifest("v3", files("post_deploy"), HISTORY));

        stage.awaitServes("v3");
        var held = stage.resources()
                .await(
                        "shop",
                        "004_drop is held",
                        found -> !DatabaseShop.status(found).note().isEmpty());
        var first = held.getStatus().releases().getLast();
        assertEquals("v1", first.version());
        assertEquals(
                "004_drop is held: version v1 needs what it takes away, and release " + first.id()
                        + " of that version can still be rolled back to",
                DatabaseShop.status(held).note());
        assertEquals(1, DatabaseShop.status(held).pending());
        assertEquals("completed", Resources.phases(Resources.latest(held)).get("migrate_post"));
        assertEquals(List.of("001_items done 1", "002_cents done 1", "003_view done 1"), stage.applied());
        assertEquals(List.of("id", "name", "price", "cents"), columns());
        var started = time("started_at", "003_view");
        for (int i = 0; i < old.size(); i++) {
            var gone = removed(stage.projects().get(i), old.get(i), begun);
            assertTrue(gone.isBefore(started), () -> "old container gone " + gone + ", migration began " + started);
        }
    }

    private void contractRunsOnceAloneAndAfterAnApprovalOfItsOwn() {
        stage.resources().apply(stage.manifest("v4", files("post_deploy"), HISTORY));

        // v1 has left the window with this release, and nobody else needs the column
        var waiting = stage.resources()
                .await(
                        "shop",
                        "the contract waits for its approval",
                        found -> found.getStatus().phase().equals("AwaitingApproval"));
        assertEquals("v4", Resources.version(waiting));
        assertEquals("Succeeded", Resources.latest(waiting).state());
        assertEquals("004_drop contract Contract", planned(waiting));
        assertEquals(1, Resources.plan(waiting).steps().size());
        assertEquals(List.of("id", "name", "price", "cents"), columns());
        var before = stage.projects().stream().map(ProjectOnHost::ids).toList();

        stage.resources().annotate("shop", "approve", Resources.plan(waiting).id());

        stage.resources()
                .await(
                        "shop",
                        "the contract ran",
                        found -> DatabaseShop.serves(found, "v4")
                                && DatabaseShop.status(found).last().equals("004_drop"));
        assertEquals(
                List.of("001_items done 1", "002_cents done 1", "003_view done 1", "004_drop done 1"), stage.applied());
        assertEquals(List.of("id", "name", "cents"), columns());
        assertEquals(before, stage.projects().stream().map(ProjectOnHost::ids).toList());
        assertItems("LAMP|1250|ct\n");
    }

    private void rollbackSaysWhatChangedSinceAndChangesNothing() {
        var ledger = stage.ledger();
        var second = stage.resources().get("shop").getStatus().releases().getLast();
        assertEquals("v2", second.version());

        stage.resources().annotate("shop", "rollback-to", second.id());

        var preview = stage.resources().awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        assertEquals(
                List.of("a rollback undoes no migration: database main is at 004_drop, release " + second.id()
                        + " knew it up to 002_cents; applied since: 003_view (Expand), 004_drop (Contract);"
                        + " something was taken away, and its code may not run without it"),
                Resources.plan(preview).notes());
        assertEquals("Destructive", Resources.plan(preview).risk());
        assertEquals(List.of(), Resources.plan(preview).migrations());
        assertEquals("v4", Resources.version(preview));
        assertItems("LAMP|1250|ct\n");

        stage.resources().annotate("shop", "approve", Resources.plan(preview).id());

        var back = stage.resources().awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("v2", Resources.version(back));
        assertEquals("Rollback", Resources.latest(back).type());
        var phases = Resources.phases(Resources.latest(back));
        assertEquals("skipped", phases.get("migrate_pre"));
        assertEquals("skipped", phases.get("migrate_post"));
        assertEquals(ledger, stage.ledger());
        assertEquals(List.of("id", "name", "cents"), columns());
        for (var project : stage.projects()) {
            assertEquals(second.images(), project.images());
        }
        assertItems("lamp|1250\n");
    }

    /** What the web container of each host reads from the database. */
    private void assertItems(String answer) {
        for (var project : stage.projects()) {
            assertEquals(answer, project.get("/items"));
        }
    }

    private static String planned(Stagecraft resource) {
        return Resources.plan(resource).migrations().stream()
                .map(file -> file.id() + " " + file.phase() + " " + file.risk())
                .collect(Collectors.joining(", "));
    }

    private List<String> columns() {
        return stage.database()
                .rows("SELECT column_name FROM information_schema.columns WHERE table_name = 'items'"
                        + " ORDER BY ordinal_position");
    }

    /** A time in the ledger; database and engines go by the clock of this machine. */
    private Instant time(String column, String id) {
        var rows = stage.database()
                .rows("SELECT to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')".formatted(column)
                        + " FROM stagecraft_migrations WHERE id = '" + id + "'");
        return Instant.parse(rows.getFirst());
    }

    private static Instant created(ProjectOnHost project) {
        return Instant.parse(project.host()
                .docker("inspect", "--format={{.Created}}", project.only("web").id())
                .orFail()
                .out()
                .strip());
    }

    /** When the engine removed that container. */
    private static Instant removed(ProjectOnHost project, String id, Instant since) {
        long nanos = Long.parseLong(project.host()
                .docker(
                        "events",
                        "--since=" + since,
                        "--until=" + Instant.now(),
                        "--filter=container=" + id,
                        "--filter=event=destroy",
                        "--format={{.TimeNano}}")
                .orFail()
                .out()
                .strip());
        return Instant.ofEpochSecond(0, nanos);
    }
}
