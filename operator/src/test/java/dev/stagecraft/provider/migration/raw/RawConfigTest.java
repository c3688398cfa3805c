package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawConfigTest {
    private static final String SUM = "0123456789abcdef".repeat(4);

    @Test
    void theEngineIsFoundOnTheClassPath() {
        assertTrue(ProviderRegistry.load("migration", MigrationEngine.class)
                .find("raw")
                .isPresent());
    }

    @Test
    void nothingNeedsToBeSaid() {
        var reading = RawConfig.read(Scene.json("{}"));
        assertEquals(List.of(), reading.violations());
        assertEquals(Limits.DEFAULT, reading.config().limits());
    }

    @Test
    void everythingCanBeSaid() {
        var reading = RawConfig.read(Scene.json("""
                {baseline: 003_x, allowOutOfOrder: true, lockTimeout: 500ms, statementTimeout: 1h, idleTimeout: 30s,
                 runnerTimeout: 2m, lockRetries: 0, accept: [{id: 001_a, checksum: %s}],
                 resolve: [{id: 002_b, as: done}, {id: 003_c, as: pending, attempt: 2}]}
                """.formatted(SUM)));
        assertEquals(List.of(), reading.violations());
        assertEquals(
                new RawConfig(
                        Optional.of("003_x"),
                        true,
                        Map.of("001_a", SUM),
                        Map.of("002_b", new RawConfig.Resolution(true, 1), "003_c", new RawConfig.Resolution(false, 2)),
                        new Limits(
                                Duration.ofMillis(500),
                                Duration.ofHours(1),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(2),
                                0)),
                reading.config());
    }

    @Test
    void everyFaultIsNamedByPath() {
        var violations = new RawEngine().check(Scene.json("""
                {baselin: x, allowOutOfOrder: maybe, lockTimeout: 0s, idleTimeout: 999999m, runnerTimeout: 25h,
                 statementTimeout: 24h, lockRetries: -1, accept: {}, baseline: a/b,
                 resolve: [{id: 002_b, as: undone}, {as: done, why: x, attempt: many}]}
                """));
        assertEquals(
                List.of(
                        "baselin",
                        "baseline",
                        "allowOutOfOrder",
                        "accept",
                        "resolve[0].as",
                        "resolve[1].why",
                        "resolve[1].id",
                        "resolve[1].attempt",
                        "lockTimeout",
                        "idleTimeout",
                        "runnerTimeout",
                        "lockRetries"),
                violations.stream().map(Violation::path).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY a ON t (x) | a | false",
                "create unique index concurrently if not exists \"My i\" on only app.t using btree (x) | app.\"My i\" | true",
                "CREATE INDEX CONCURRENTLY/* c */a ON \"S\" . \"t\"(x) | \"S\".a | false"
            })
    void indexesAreFoundByName(String text, String name, boolean ifNotExists) {
        assertEquals(Optional.of(new ConcurrentIndex(name, ifNotExists)), ConcurrentIndex.of(new Statement(text, 1)));
    }

    @Test
    void whatIsNoIndexOrHasNoNameIsNotTakenForOne() {
        for (String text :
                List.of("CREATE INDEX a ON t (x)", "CREATE INDEX CONCURRENTLY ON t (x)", "DROP INDEX CONCURRENTLY a")) {
            assertEquals(Optional.empty(), ConcurrentIndex.of(new Statement(text, 1)), text);
        }
    }
}
