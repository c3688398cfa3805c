package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was approved is what runs, also where the database is no longer the one that was looked at. */
@Timeout(60)
class MigrateDatabaseIT {
    private final Gathering gathering = new Gathering();
    private final TestDatabase database = TestDatabase.create(DatabaseKind.POSTGRESQL, Path.of("unused"));
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final HostSessions sessions = new HostSessions(connector, Bootstrap.Limits.DEFAULT, Clock.systemUTC());
    private final List<String> said = new ArrayList<>();
    private String settings = "";

    @BeforeEach
    void files() {
        gathering.withSecret("db", Map.of("url", database.url()));
        gathering.withConfigMap(
                "files",
                Map.of(
                        "001_a.sql", "CREATE TABLE a (id int);",
                        "002_b.sql", "CREATE TABLE b (id int);",
                        "003_c.sql", "CREATE TABLE c (id int);",
                        "004_d.sql", "CREATE TABLE d (id int);"));
    }

    @AfterEach
    void close() {
        sessions.close();
        connector.close();
    }

    private Gathered gathered() {
        return gathering.complete(
                "web: {image: i}",
                "  databases: {main: {connection: {secretRef: {name: db}}, migrations: {engine: raw, source: {configMapRef: {name: files}}, providers: {raw: {%s}}}}}\n"
                        .formatted(settings));
    }

    private StepOutcome run(String due, String through) {
        var gathered = gathered();
        var found = gathered.databases().getFirst();
        var sources = new MigrationSources(
                (location, path) -> {
                    throw new AssertionError("no repository is asked for");
                },
                (name, directory, credentials) -> {
                    throw new AssertionError("no image is asked for");
                });
        var files = ((MigrationSources.Answer.Files)
                        sources.read(found, Optional.empty(), Map.of(), RegistryCredentials.none()))
                .files();
        var step = Step.safe("migrate_pre/main", StepKind.MIGRATE_DATABASE, Phase.MIGRATE_PRE, "main", "what is tested")
                .with(Map.of("due", due, "through", through, "files", fingerprint(files, through)));
        var launch = new Launches.Launch(
                StepProgress.of(step), false, Clock.systemUTC().instant().plus(Duration.ofMinutes(1)));
        var context = new StepContext(
                gathered,
                State.initial(),
                launch,
                () -> {
                    throw new AssertionError("no release is asked for");
                },
                waiting -> said.add(waiting.why()));
        return new MigrateDatabase(sessions, sources, new DatabaseRoutes(connector), "test").run(context);
    }

    private String fingerprint(List<MigrationFile> files, String through) {
        var gathered = gathered();
        var found = gathered.databases().getFirst();
        var job = new MigrationJob(
                new MigrationTarget("main", found.url(), Route.direct()),
                files,
                found.config(),
                "none",
                "test",
                Optional.empty());
        return MigrationFingerprint.upTo(found.engine().list(job), through);
    }

    private List<String> ledger() {
        return database.rows("SELECT id FROM stagecraft_migrations WHERE state = 'done' ORDER BY id");
    }

    @Test
    void onlyWhatThePlanShowsIsRun() {
        assertInstanceOf(StepOutcome.Done.class, run("0-1", "002_b"));
        assertEquals(List.of("001_a", "002_b"), ledger());

        assertInstanceOf(StepOutcome.Done.class, run("2", "003_c"));
        assertEquals(List.of("001_a", "002_b", "003_c"), ledger());
    }

    @Test
    void whatAnEarlierAttemptAppliedIsNotMissed() {
        run("0-1", "002_b");

        var again = run("0-2", "003_c");

        assertInstanceOf(StepOutcome.Done.class, again);
        assertEquals(List.of("001_a", "002_b", "003_c"), ledger());
    }

    @Test
    void anOlderFileThatIsPendingAgainIsNotRunUnseen() {
        run("0-1", "002_b");
        // The database comes back from a backup, or the Secret is set to another one.
        database.run("DROP TABLE b", "DELETE FROM stagecraft_migrations WHERE id = '002_b'");

        var refused = assertInstanceOf(StepOutcome.Refused.class, run("2", "003_c"));

        assertEquals("MigrationsChanged", refused.reason());
        assertTrue(refused.message().contains("002_b is pending"), refused::message);
        assertEquals(List.of("001_a"), ledger());
        assertEquals(
                List.of(), said.stream().filter(word -> word.contains("003_c")).toList());
    }

    @Test
    void aDatabaseThatNobodyCouldSeeIsLookedAtAndNotFilledUnseen() {
        assertInstanceOf(StepOutcome.Refused.class, run("", "004_d"));
        assertEquals(
                List.of(), database.rows("SELECT 1 FROM pg_tables WHERE tablename IN ('a', 'stagecraft_migrations')"));

        run("0-3", "004_d");

        assertInstanceOf(StepOutcome.Done.class, run("", "004_d"));
    }

    private static Map<String, String> outputs(StepOutcome outcome) {
        return assertInstanceOf(StepOutcome.Done.class, outcome).outputs();
    }

    @Test
    void whatIsOnlyToBeRecordedIsRecordedWithNothingToRun() {
        database.run("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "CREATE TABLE c (id int)");
        settings = "baseline: 003_c";

        var recorded = outputs(run("", "003_c"));

        assertEquals(List.of("001_a", "002_b", "003_c"), ledger());
        assertEquals(
                List.of("3", "003_c", "1"),
                List.of(recorded.get("applied"), recorded.get("last"), recorded.get("pending")));
        settings = "";
        assertEquals("004_d", outputs(run("3", "004_d")).get("last"));
    }

    @Test
    void theLastOneIsTheLastOfTheFilesAndNotOneThatIsGone() {
        settings = "allowOutOfOrder: true";
        run("0-2", "003_c");
        gathering.withConfigMap(
                "files", Map.of("001_a.sql", "CREATE TABLE a (id int);", "003_c.sql", "CREATE TABLE c (id int);"));
        assertEquals("003_c", outputs(run("", "003_c")).get("last"));

        gathering.withConfigMap(
                "files",
                Map.of(
                        "001_a.sql", "CREATE TABLE a (id int);",
                        "002_other.sql", "CREATE TABLE other (id int);",
                        "003_c.sql", "CREATE TABLE c (id int);"));
        database.run("DELETE FROM stagecraft_migrations WHERE id = '002_b'");
        var older = outputs(run("1", "002_other"));
        assertEquals(List.of("3", "003_c"), List.of(older.get("applied"), older.get("last")));
    }
}
