package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a database and its migrations, and what is refused. */
class DatabaseGatherTest {
    private static final String SHOP = "web: {image: i}";
    private static final String URL = "postgres://shop:sentinel-41@db.example.com/shop";

    private final Gathering gathering = new Gathering();

    @BeforeEach
    void objects() {
        gathering.withSecret("db", Map.of("url", URL));
        gathering.withConfigMap("files", Map.of("002_b.sql", "SELECT 2", "001_a.sql", "SELECT 1"));
    }

    private static String database(String migrations) {
        return "  databases: {main: {connection: {secretRef: {name: db, key: url}}, migrations: " + migrations + "}}\n";
    }

    private Database gathered(String migrations, String more) {
        return gathering.complete(SHOP, database(migrations) + more).databases().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {engine: container, source: {configMapRef: {name: files}}, providers: {container: {service: web, command: [m]}}} | spec.databases.main.migrations.source
            {engine: container, via: {role: app}, providers: {container: {service: web, command: [m]}}} | spec.databases.main.migrations.via
            {engine: container, providers: {container: {service: web}}}            | spec.databases.main.migrations.providers.container.command
            {engine: container}                                                    | spec.databases.main.migrations.providers.container.service
            {engine: other, source: {configMapRef: {name: files}}}                 | spec.databases.main.migrations.engine
            {engine: raw, source: {configMapRef: {name: none}}}                    | spec.databases.main.migrations.source.configMapRef
            {engine: raw, source: {}}                                              | spec.databases.main.migrations.source.path
            {engine: raw}                                                          | spec.databases.main.migrations.source
            {engine: raw, source: {configMapRef: {name: files}}, providers: {raw: {lockTimout: 2s}}} | spec.databases.main.migrations.providers.raw.lockTimout
            """)
    void faultNamesTheField(String migrations, String path) {
        var refused = gathering.refused(SHOP, database(migrations));

        assertTrue(refused.contains(path + ": "), refused);
    }

    @Test
    void theConnectionStringMustBeThere() {
        gathering.withSecret("db", Map.of("other", "x"));

        var refused = gathering.refused(SHOP, database("{engine: raw, source: {configMapRef: {name: files}}}"));

        assertTrue(refused.contains("spec.databases.main.connection.secretRef.key: "), refused);
    }

    @Test
    void filesOfAConfigMapAreReadAndTheConnectionStringIsNeverShown() {
        var gathered = gathering.complete(SHOP, database("{engine: raw, source: {configMapRef: {name: files}}}"));

        var database = gathered.databases().getFirst();
        assertEquals(
                new Database.Source.Listed(List.of(
                        new MigrationFile("001_a.sql", "SELECT 1"), new MigrationFile("002_b.sql", "SELECT 2"))),
                database.source());
        assertEquals(URL, database.url().reveal());
        assertFalse(database.toString().contains("sentinel"));
        assertFalse(gathered.sanitizer().clean("cannot reach " + URL).contains("sentinel"));
        assertFalse(gathered.sanitizer().clean("login with sentinel-41 failed").contains("sentinel"));
    }

    @Test
    void fileOfAConfigMapThatIsNoTextIsThereToBeRefused() {
        gathering.withBinary("003_latin1.sql").withBinary("logo.png");

        var gathered = gathering.complete(SHOP, database("{engine: raw, source: {configMapRef: {name: files}}}"));

        assertEquals(
                new Database.Source.Listed(List.of(
                        new MigrationFile("001_a.sql", "SELECT 1"),
                        new MigrationFile("002_b.sql", "SELECT 2"),
                        new MigrationFile("003_latin1.sql", "\u0000"),
                        new MigrationFile("logo.png", ""))),
                gathered.databases().getFirst().source());
    }

    @Test
    void changedFileIsAnotherReleaseUnlessItRunsOnlyWhenAsked() {
        for (var strategy : List.of("pre_deploy", "post_deploy", "manual")) {
            objects();
            var spec = database("{engine: raw, strategy: " + strategy + ", source: {configMapRef: {name: files}}}");
            var before = gathering.complete(SHOP, spec).inputsHash();
            gathering.withConfigMap("files", Map.of("001_a.sql", "SELECT 1"));
            var after = gathering.complete(SHOP, spec).inputsHash();

            if (strategy.equals("manual")) {
                assertEquals(before, after);
            } else {
                assertNotEquals(before, after);
            }
        }
    }

    @Test
    void engineThatBringsItsOwnMigrationsHasNoSourceAndItsConfigurationIsPartOfTheRelease() {
        var migrate = "{engine: container, providers: {container: {service: web, command: [migrate]}}}";
        var other = "{engine: container, providers: {container: {service: web, command: [migrate, --all]}}}";

        assertEquals(new Database.Source.Brought(), gathered(migrate, "").source());
        assertNotEquals(
                gathering.complete(SHOP, database(migrate)).inputsHash(),
                gathering.complete(SHOP, database(other)).inputsHash());
    }

    @Test
    void roleThatTheDatabaseIsReachedThroughIsKept() {
        var direct = "{engine: raw, source: {configMapRef: {name: files}}}";
        var through = "{engine: raw, source: {configMapRef: {name: files}}, via: {role: app}}";

        assertEquals(Optional.empty(), gathered(direct, "").via());
        assertEquals(Optional.of("app"), gathered(through, "").via());
    }

    @Test
    void databaseWithoutMigrationsIsNoPartOfARelease() {
        var without = gathering.complete(SHOP, "");
        var with = gathering.complete(SHOP, "  databases: {main: {connection: {secretRef: {name: db}}}}\n");

        assertEquals(List.of(), with.databases());
        assertEquals(without.inputsHash(), with.inputsHash());
    }

    @Test
    void repositoryIsReadWithTheCredentialsOfItsSecret() {
        var migrations = "{engine: raw, source: {path: db}}";
        var plain = "  source: {git: {url: 'https://git.example.com/shop.git', ref: v1}}\n";
        var secret = "  source: {git: {url: 'https://git.example.com/shop.git', ref: v1, credentials: {name: git}}}\n";

        assertEquals(
                new Database.Source.InGit(
                        new GitLocation("https://git.example.com/shop.git", "v1", Optional.empty()), "db"),
                gathered(migrations, plain).source());
        gathering.withSecret("git", Map.of("username", "u", "password", "sentinel-7"));
        assertTrue(credentials(gathered(migrations, secret)) instanceof GitCredentials.Basic);
        var cleaned = gathering
                .complete(SHOP, database(migrations) + secret)
                .sanitizer()
                .clean("says sentinel-7");
        assertFalse(cleaned.contains("sentinel"), cleaned);
        gathering.withSecret("git", Map.of("ssh-privatekey", "key"));
        assertTrue(credentials(gathered(migrations, secret)) instanceof GitCredentials.SshKey);
        gathering.withSecret("git", Map.of("token", "t"));
        assertTrue(gathering.refused(SHOP, database(migrations) + secret).contains("spec.source.git.credentials: "));
    }

    private static GitCredentials credentials(Database database) {
        return database.source() instanceof Database.Source.InGit(var location, var directory)
                ? location.credentials().orElseThrow()
                : new GitCredentials.SshKey(database.url(), Optional.empty());
    }

    @Test
    void directoryOfAnImageIsReadLater() {
        assertEquals(
                new Database.Source.InImage("web", "/db"),
                gathered("{engine: raw, source: {image: {service: web, path: /db}}}", "")
                        .source());
    }
}
