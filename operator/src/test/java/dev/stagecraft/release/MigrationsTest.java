package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.plan.AppliedSince;
import dev.stagecraft.plan.AppliedSince.Applied;
import dev.stagecraft.plan.AppliedSince.Earlier;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.MigrationStage;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final Step STEP = Step.safe(
                    "migrate_pre/main", StepKind.MIGRATE_DATABASE, Phase.MIGRATE_PRE, "main", "migrate database main")
            .with(Map.of("through", "003", "files", "sha256:1", "file.002", "a", "file.003", "b"));
    private static final List<PlannedMigration> PLANNED = List.of(
            new PlannedMigration("main", "002", MigrationStage.MIGRATE_PRE, MigrationClass.EXPAND, ""),
            new PlannedMigration("main", "003", MigrationStage.MIGRATE_PRE, MigrationClass.RISKY, "it blocks writes"));
    private static final Outcomes.Limits LIMITS = new Outcomes.Limits(3, 10);

    /** Release 2 under way over release 1, with the step running. */
    private static State running() {
        var plan = new Plan("sha256:1", List.of(STEP), List.of(), List.of(), List.of(), PLANNED);
        var run = Run.of(plan, "spec-2", RunState.RUNNING, "operator-1").releasing("rel-2");
        var started = run.with(run.steps().getFirst().started(NOW));
        return state(release(1, ReleaseState.SUCCEEDED, 1), release(2, ReleaseState.RUNNING, 2))
                .with("main", new DatabaseRecord(1, "001", 2, "sha256:files", ""))
                .with(Optional.of(started));
    }

    private static Map<String, String> at(String applied, String last, String pending) {
        return Map.of("applied", applied, "last", last, "pending", pending, "reached", last);
    }

    @Test
    void aStepKeepsWhatItMustFindUnchangedAndNotEachFile() {
        assertEquals(
                Map.of("through", "003", "files", "sha256:1"),
                running().run().orElseThrow().steps().getFirst().inputs());
        var other = Step.safe("prepare/a", StepKind.PREPARE_HOST, Phase.INFRA, "a", "prepare");
        assertEquals(
                Map.of(), StepProgress.of(other.with(Map.of("image.web", "x"))).inputs());
    }

    @Test
    void whatIsAppliedIsKnownWhileTheStepRunsAndWhenItFails() {
        var told = told();
        var failed = Outcomes.fold(told, STEP.id(), new StepOutcome.Refused("MigrationFailed", "003.sql"), NOW, LIMITS);

        assertEquals(
                new DatabaseRecord(2, "002", 1, "sha256:files", ""),
                failed.databases().get("main"));
        assertEquals(
                new DatabaseMark("002", List.of(new Applied("002", MigrationClass.EXPAND))),
                failed.history().find("rel-2").orElseThrow().databases().get("main"));
    }

    /** The step runs and has said that 002 is applied. */
    private static State told() {
        return Outcomes.fold(
                running(),
                STEP.id(),
                new StepOutcome.Waiting(Duration.ZERO, "applying 003", at("2", "002", "1")),
                NOW,
                LIMITS);
    }

    @Test
    void aRollbackIsToldWhatRanSinceEachTimeOnce() {
        var told = told();
        var done = Outcomes.fold(told, STEP.id(), new StepOutcome.Done(at("3", "003", "0")), NOW, LIMITS);
        var first = done.history().find("rel-1").orElseThrow();
        var knowing = first.marking(new TreeMap<>(Map.of("main", new DatabaseMark("001", List.of()))));

        var ran = List.of(new Applied("002", MigrationClass.EXPAND), new Applied("003", MigrationClass.RISKY));
        assertEquals(
                List.of(new AppliedSince("main", "003", "001", ran, Earlier.NONE)), Migrations.since(done, knowing));
        assertEquals(List.of(new AppliedSince("main", "003", "", ran, Earlier.NONE)), Migrations.since(done, first));
        assertEquals(
                List.of(), Migrations.since(done, done.history().find("rel-2").orElseThrow()));
    }

    @Test
    void anOutcomeThatSaysNothingChangesNothing() {
        var said = Outcomes.fold(
                running(), STEP.id(), new StepOutcome.Waiting(Duration.ZERO, "connecting", Map.of()), NOW, LIMITS);

        assertEquals(running().databases(), said.databases());
        assertEquals(running().history(), said.history());
    }

    @Test
    void aReleaseThatIsOpenedKnowsWhereTheDatabasesAre() {
        assertEquals(Map.of("main", new DatabaseMark("001", List.of())), Migrations.marks(running(), Map.of()));
    }

    @Test
    void onlyTheLastMigrationsOfAReleaseAreKept() {
        var many = numbered(100);

        var kept = new DatabaseMark("id-99", many);

        assertEquals(64, kept.ran().size());
        assertEquals("id-99", kept.ran().getLast().id());
        assertEquals(new Earlier(36, MigrationClass.CONTRACT), kept.earlier());
        assertEquals(kept, kept.after("id-99", many), "told again by the step");
    }

    @Test
    void whatAStepTellsWhileItRunsIsCountedOnce() {
        var mark = DatabaseMark.NONE;
        for (int i = 1; i <= 100; i++) {
            mark = mark.after("id-" + (i - 1), numbered(100).subList(0, i));
        }

        assertEquals(new DatabaseMark("id-99", numbered(100)), mark);
    }

    private static List<Applied> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Applied("id-" + i, i == 0 ? MigrationClass.CONTRACT : MigrationClass.EXPAND))
                .toList();
    }

    private static ReleaseRecord ran(int revision, ReleaseState state, String... ids) {
        var ran = Stream.of(ids)
                .map(id -> new Applied(id, MigrationClass.CONTRACT))
                .toList();
        return release(revision, state, revision)
                .marking(new TreeMap<>(Map.of("gone", new DatabaseMark(ids[ids.length - 1], ran))));
    }

    @Test
    void aRollbackIsToldOfDatabasesThatStatusKnowsNoMore() {
        var first = release(1, ReleaseState.SUCCEEDED, 1);
        var lost = state(first, ran(2, ReleaseState.FAILED, "002"), ran(3, ReleaseState.SUCCEEDED, "003", "004"));

        var ran = Stream.of("002", "003", "004")
                .map(id -> new Applied(id, MigrationClass.CONTRACT))
                .toList();
        assertEquals(List.of(new AppliedSince("gone", "004", "", ran, Earlier.NONE)), Migrations.since(lost, first));
    }

    @Test
    void whatRanInAReleaseThatLeavesHistoryRanBeforeTheNextOne() {
        var history = new History(List.of(
                release(1, ReleaseState.SUCCEEDED, 1),
                ran(2, ReleaseState.FAILED, "002"),
                ran(3, ReleaseState.FAILED, "003"),
                release(4, ReleaseState.SUCCEEDED, 4),
                release(5, ReleaseState.FAILED, 5)));

        var kept = history.trimmed(2, Set.of("rel-1"));

        assertEquals(
                List.of("rel-5", "rel-4", "rel-1"),
                kept.releases().stream().map(ReleaseRecord::id).toList());
        var since =
                Migrations.since(State.initial().with(kept), kept.find("rel-1").orElseThrow());
        assertEquals(
                List.of("002", "003"),
                since.getFirst().migrations().stream().map(Applied::id).toList());
        assertEquals(
                List.of(),
                Migrations.since(State.initial().with(kept), kept.find("rel-4").orElseThrow()));
    }

    @Test
    void databasesThatAreNoLongerDeclaredAreForgotten() {
        assertEquals(Map.of(), running().withOnly(List.of("other")).databases());
        assertEquals("held", DatabaseRecord.UNKNOWN.noting("held").note());
    }
}
