package dev.stagecraft.provider.migration.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.migration.AppliedMigration;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRisk;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine says before anything runs. */
class ContainerEngineTest {
    private static final String CONFIG = "{service: web, command: [bin/migrate, --all]}";
    private static final Map<String, String> IMAGES = Map.of("web", "registry/web@sha256:1");

    private final ContainerEngine engine = new ContainerEngine();

    @Test
    void theEngineIsFoundOnTheClassPath() {
        assertTrue(ProviderRegistry.load("migration", MigrationEngine.class)
                .find("container")
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                    | service command",
                "[]                                                    | ''",
                "{service: web, command: [a], retries: 3}              | retries",
                "{service: '../web', command: [a]}                     | service",
                "{service: web, command: 'bin/migrate'}                | command",
                "{service: web, command: []}                           | command",
                "{service: web, command: [a, 3, '']}                   | command[1] command[2]",
                "{service: web, command: [a], timeout: 51m}            | timeout",
                "{service: web, command: [a], timeout: soon}           | timeout",
                "{service: web, command: [a], risk: none}              | risk"
            })
    void faultsAreNamedByPath(String config, String paths) {
        var found = engine.check(json(config)).stream().map(Violation::path).toList();
        assertEquals(List.of(paths.split(" ")), found);
        assertEquals(
                MigrationReason.INVALID_CONFIGURATION,
                engine.validate(job(config, OneOff.NONE)).getFirst().reason());
    }

    @Test
    void thePlanSaysWhatRunsAndThatNobodyCanLookInside() {
        var plan = engine.plan(job(CONFIG, OneOff.known(IMAGES, List.of())));

        var pending = plan.pending().getFirst();
        assertEquals(MigrationRisk.RISKY, pending.risk());
        assertEquals(
                List.of(
                        "runs 'bin/migrate --all' of service web once; what it does to the database cannot be seen beforehand"),
                pending.reasons());
        assertEquals(List.of(), plan.refusals());
        assertEquals(List.of(), engine.check(json(CONFIG)));
        assertEquals(List.of(), engine.validate(job(CONFIG, OneOff.known(IMAGES, List.of()))));
    }

    @Test
    void theUserMaySayWhatTheToolsMigrationsAre() {
        var config = "{service: web, command: [a], risk: expand, timeout: 90s}";
        assertEquals(List.of(), engine.check(json(config)));
        assertEquals(
                MigrationRisk.EXPAND,
                engine.list(job(config, OneOff.known(IMAGES, List.of())))
                        .getFirst()
                        .risk());
    }

    @Test
    void imageServiceAndCommandMakeTheId() {
        var id = id(CONFIG, "registry/web@sha256:1");

        assertTrue(id.matches("container-[0-9a-f]{12}"), id);
        assertEquals(id, id("{command: [bin/migrate, --all], service: web, timeout: 1m}", "registry/web@sha256:1"));
        assertNotEquals(id, id(CONFIG, "registry/web@sha256:2"));
        assertNotEquals(id, id("{service: web, command: [bin/migrate --all]}", "registry/web@sha256:1"));
    }

    @Test
    void whatTheRecordHasIsAppliedAndNotRunAgain() {
        var oneOff = OneOff.known(IMAGES, List.of(id(CONFIG, "registry/web@sha256:1")));

        var plan = engine.plan(job(CONFIG, oneOff));

        assertEquals(List.of(), plan.pending());
        assertEquals(1, plan.applied().size());
        assertEquals(
                List.of(),
                engine.apply(job(CONFIG, oneOff), MigrationListener.NONE).ran());
    }

    @Test
    void aServiceThatTheReleaseDoesNotHaveIsRefused() {
        var refusals = engine.validate(job(CONFIG, OneOff.NONE));

        assertEquals(1, refusals.size());
        assertTrue(refusals.getFirst().message().contains("no service 'web'"), refusals::toString);
    }

    @Test
    void whatEarlierImagesRanIsShownAsApplied() {
        var migration =
                engine.list(job(CONFIG, OneOff.known(IMAGES, List.of()))).getFirst();
        var before = engine.plan(job(CONFIG, OneOff.known(IMAGES, List.of("container-1", "container-2"))));
        var after = engine.plan(job(CONFIG, OneOff.known(IMAGES, List.of("container-1", migration.id()))));

        assertEquals(List.of("container-1", "container-2"), ids(before));
        assertEquals(List.of(migration), before.pending());
        assertEquals(List.of(migration.id(), "container-1"), ids(after), "its own first, as it has no other order");
        assertEquals(List.of(), after.pending());
    }

    private static List<String> ids(MigrationPlan plan) {
        return plan.applied().stream().map(AppliedMigration::id).toList();
    }

    @Test
    void aPlanThatWasMadeForAnotherImageRunsNothing() {
        var job = job(CONFIG, OneOff.known(IMAGES, List.of()));
        var old = new MigrationJob(
                job.target(),
                job.files(),
                job.config(),
                job.release(),
                job.holder(),
                Optional.of("container-000000000000"),
                job.oneOff());
        var refused = assertThrows(MigrationException.class, () -> engine.apply(old, MigrationListener.NONE));
        assertTrue(refused.getMessage().contains("Nothing was run"), refused::getMessage);
    }

    @Test
    void withoutAHostNothingIsBegun() {
        var job = job(CONFIG, OneOff.known(IMAGES, List.of()));
        var refused = assertThrows(MigrationException.class, () -> engine.apply(job, MigrationListener.NONE));
        assertEquals(MigrationException.Code.INTERNAL, refused.code());
    }

    private String id(String config, String image) {
        return engine.list(job(config, OneOff.known(Map.of("web", image), List.of()))).stream()
                .map(Migration::id)
                .findFirst()
                .orElseThrow();
    }

    private static MigrationJob job(String config, OneOff oneOff) {
        return new MigrationJob(
                new MigrationTarget("main", Secret.of("unused"), Route.direct()),
                List.of(),
                json(config),
                "rel-1",
                "operator-a",
                Optional.empty(),
                oneOff);
    }

    private static JsonNode json(String yaml) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
