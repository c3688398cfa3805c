package dev.stagecraft.cli.init.detect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.init.detect.FoundService.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read out of the files of a directory. */
class FindingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", textBlock = """
                    curl -f http://localhost:8080/healthz;/healthz;8080
                    curl -fsS 'http://127.0.0.1:3000/health' || exit 1;/health;3000
                    wget -q --spider http://localhost/;/;80
                    curl -f http://0.0.0.0:9000;/;9000
                    curl -f http://[::1]:81/a-b_c~d.e%20f;/a-b_c~d.e%20f;81
                    curl -f https://localhost:8443/;none;0
                    curl -f http://web:8080/;none;0
                    curl -f http://localhost:$PORT/;none;0
                    curl -f http://localhost:99999/;none;0
                    curl -f http://localhost:80/${X};none;0
                    pg_isready -U shop;none;0
                    """)
    void aHealthCheckNamesItsEndpoint(String command, String path, int port) {
        var found = of(Map.of(
                "compose.yaml",
                "services: {a: {image: x, healthcheck: {test: %s}}}".formatted(quoted(command.replace("$", "$$")))));

        assertEquals(
                Optional.ofNullable(path).map(at -> new Endpoint(at, port)),
                found.compose().orElseThrow().services().getFirst().health());
    }

    @Test
    void withoutARemoteEveryFileOfTheComposeFileIsCopiedOrTold() {
        var files = Map.of(
                "compose.yaml",
                """
                include: [other.yaml, sub/deep.yaml, {path: more.yaml, env_file: "./${X:-app.vars}"}]
                services: {a: {extends: {file: base.yaml, service: x}, env_file: [settings.txt, open.env]}}
                """,
                "other.yaml",
                "services: {o: {image: x}}",
                "sub/deep.yaml",
                "services: {d: {image: x}}",
                "base.yaml",
                "services: {x: {image: x, env_file: [{path: x.production}]}}",
                "more.yaml",
                "services: {m: {image: x}}",
                "app.vars",
                "X=1",
                "x.production",
                "X=1",
                "settings.txt",
                "A=1",
                "open.env",
                "B=2");
        var findings = of(files);

        var drafted = Drafting.draft(findings, Answers.suggested(findings));

        assertAll(
                () -> assertEquals(
                        Set.of("compose.yaml", "other.yaml", "base.yaml", "more.yaml"),
                        drafted.draft().configMaps().getFirst().files().keySet()),
                () -> assertTrue(
                        drafted.remarks().stream().anyMatch(each -> each.contains("reads sub/deep.yaml, which is not")),
                        drafted.remarks()::toString),
                () -> assertEquals(
                        List.of("app.vars", "open.env", "settings.txt", "x.production"),
                        Stream.of("app.vars", "open.env", "settings.txt", "x.production")
                                .filter(path -> drafted.remarks().stream()
                                        .anyMatch(each -> each.contains("reads " + path + ", whose values")))
                                .toList(),
                        drafted.remarks()::toString),
                () -> assertEquals(
                        Optional.of("prod.env"),
                        drafted.draft().environments().getFirst().envFile()));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    postgres, POSTGRESQL
                    postgres:16, POSTGRESQL
                    docker.io/library/postgres@sha256:0000000000000000000000000000000000000000000000000000000000000000, POSTGRESQL
                    bitnami/postgresql:16, POSTGRESQL
                    registry.example.com:5000/x/postgis:3, POSTGRESQL
                    mysql:8, MYSQL
                    mariadb, MARIADB
                    redis:7-alpine, REDIS
                    valkey/valkey, REDIS
                    mongo, MONGODB
                    acme/postgres-backup, none
                    nginx, none
                    """)
    void anAccessoryIsKnownByItsImage(String image, Accessory accessory) {
        assertEquals(Optional.ofNullable(accessory), Accessory.of(image));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    a/migrations/001_a.sql, a/migrations/002_b.sql|a/migrations
                    db/migration/V1__a.sql, db/migration/V2__b.sql|db/migration
                    drizzle/0000_a.sql, drizzle/meta/0000_snapshot.json|drizzle
                    migrations/1_a.up.sql, migrations/1_a.down.sql|migrations
                    migrations/20260101120000.sql|migrations
                    """)
    void migrationsAreFoundByTheirNames(String paths, String directory) {
        var found = of(texts(paths));

        assertEquals(List.of(new FoundMigrations(directory, List.of())), found.migrations());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    migrations/1_a.sql, migrations/01_b.sql|the same number
                    migrations/1_a.sql, migrations/R__views.sql|no migration that can be run
                    migrations/1_a.sql, migrations/seed.sql|no migration that can be run
                    migrations/1_a.sql, migrations/2_b.down.sql|no migration that can be run
                    migrations/1_a.sql, migrations/V1.2__b.sql|no migration that can be run
                    """)
    void whatTheEngineWouldRefuseIsToldAndLeftOut(String paths, String told) {
        var found = of(texts(paths));

        assertAll(
                () -> assertEquals(List.of(), found.migrations()),
                () -> assertTrue(
                        found.remarks().getFirst().contains(told),
                        found.remarks().toString()));
    }

    @Test
    void sqlElsewhereIsNoMigration() {
        assertEquals(
                List.of(), of(texts("reports/1_a.sql, migrations/seed.sql")).migrations());
    }

    @Test
    void onlyVariablesWithoutADefaultAreNeeded() {
        var found = of(Map.of("compose.yaml", """
                services:
                  a:
                    image: "x:${TAG}"
                    environment: {T: "$TAG", A: "$NEEDED", B: "${HAS:-default}", C: "${MUST:?why}", D: "$$NOT", E: "${STAGECRAFT_VERSION}", F: "${X:+y}"}
                """));

        assertEquals(List.of("MUST", "NEEDED"), found.compose().orElseThrow().variables());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", textBlock = """
                    x:${TAG};TAG;v0.1.0
                    x:$TAG;TAG;v0.1.0
                    x:${TAG:?which};TAG;v0.1.0
                    x:v${TAG};TAG;none
                    x:${TAG}-slim;TAG;none
                    ${REGISTRY}/x:v1;REGISTRY;none
                    x:${TAG:-latest};none;none
                    x:${STAGECRAFT_VERSION};none;none
                    """)
    void whatTheNameOfAnImageNeedsIsForNoSecret(String image, String variable, String value) {
        var findings = of(Map.of("compose.yaml", "services: {a: {image: \"%s\"}}".formatted(image)));

        var drafted = Drafting.draft(findings, Answers.suggested(findings));
        var environment = drafted.draft().environments().getFirst();

        assertAll(
                () -> assertEquals(List.of(), environment.variables()),
                () -> assertEquals(value == null ? Map.of() : Map.of("TAG", value), environment.env()),
                () -> assertEquals(
                        variable != null,
                        drafted.remarks().stream()
                                .anyMatch(each -> each.contains("of an image") && each.contains(" " + variable)),
                        drafted.remarks()::toString));
    }

    @Test
    void aServiceThatIsWantedBringsItsProfile() {
        String compose = "services: {a: {image: x}, b: {image: y, profiles: [prod]}, c: {image: z, profiles: [debug]}}";

        var found = Findings.of(place(), ProjectFiles.of(Map.of("compose.yaml", compose)), Set.of("b"))
                .compose()
                .orElseThrow();

        assertAll(
                () -> assertEquals(
                        List.of("a", "b"),
                        found.services().stream().map(FoundService::name).toList()),
                () -> assertEquals(
                        List.of("c"),
                        found.left().stream().map(FoundService::name).toList()),
                () -> assertEquals(List.of("prod"), found.profiles()));
    }

    @Test
    void aFileWhoseServicesAllHaveProfilesHasNoActiveOne() {
        var found = of(Map.of("compose.yaml", "services: {a: {image: x, profiles: [p]}}"))
                .compose()
                .orElseThrow();

        assertAll(
                () -> assertEquals(List.of(), found.services()),
                () -> assertEquals(1, found.left().size()));
    }

    @Test
    void whoCallsAnAccessoryByItsNameIsKnown() {
        var found = of(Map.of("compose.yaml", """
                        services:
                          a: {image: x, environment: ["URL=redis://cache:6379/0"]}
                          b: {image: x, depends_on: [db]}
                          c: {image: x, environment: {HOST: mydb, NAME: cached}}
                          db: {image: postgres}
                          cache: {image: redis}
                        """)).compose().orElseThrow().byName();

        assertAll(
                () -> assertEquals(List.of("cache"), neighbours(found, "a")),
                () -> assertEquals(List.of("db"), neighbours(found, "b")),
                () -> assertEquals(List.of(), neighbours(found, "c")));
    }

    @Test
    void whatTheOperatorWouldRefuseIsToldAtOnce() {
        var refused = assertThrows(
                UnreadableProject.class, () -> of(Map.of("compose.yaml", "services: {a: {links: [b], image: x}}")));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("compose.yaml cannot be released as it is"));
    }

    @ParameterizedTest
    @CsvSource({"a/b,a/b/c,c", "a,b,../b", "'',a,a", "a/b,a,../", "a/b,a/c/d,../c/d"})
    void aPathIsFoundFromADirectory(String directory, String path, String expected) {
        assertEquals(expected, Directories.from(directory, path));
    }

    private static List<String> neighbours(Map<String, FoundService> found, String name) {
        return Optional.ofNullable(found.get(name)).orElseThrow().neighbours();
    }

    private static Findings of(Map<String, String> files) {
        return Findings.of(place(), ProjectFiles.of(files), Set.of());
    }

    private static Findings.Place place() {
        return new Findings.Place("shop", "", Optional.empty());
    }

    private static Map<String, String> texts(String paths) {
        var texts = new TreeMap<String, String>();
        for (String path : paths.split(", ")) {
            texts.put(path.strip(), "SELECT 1;");
        }
        return texts;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
