package dev.stagecraft.release;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.rollback;
import static dev.stagecraft.release.ReleaseState.FAILED;
import static dev.stagecraft.release.ReleaseState.RUNNING;
import static dev.stagecraft.release.ReleaseState.SUCCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Approvals, requests, ids, history and the words of the API. */
class DecisionsTest {
    @ParameterizedTest
    @CsvSource({
        "Automatic, SAFE, false", "Automatic, DISRUPTIVE, false", "Automatic, DESTRUCTIVE, false",
        "Destructive, SAFE, false", "Destructive, DISRUPTIVE, false", "Destructive, DESTRUCTIVE, true",
        "Always, SAFE, true", "Always, DISRUPTIVE, true", "Always, DESTRUCTIVE, true",
        "Sometimes, SAFE, true"
    })
    void thePolicySaysWhichPlansWait(String policy, Risk risk, boolean waits) {
        var step =
                Step.safe("a", StepKind.ROLL_OUT, Phase.ROLLOUT, "app-1", "a").risking(risk, "why");
        var plan = new Plan("sha256:1", List.of(step), List.of(), List.of(), List.of());

        assertEquals(waits, Approval.of(policy).holdsBack(plan, Optional.empty()));
        assertEquals(waits, Approval.of(policy).holdsBack(plan, Optional.of("sha256:2")), "only its own id counts");
        assertFalse(Approval.of(policy).holdsBack(plan, Optional.of("sha256:1")));
    }

    @Test
    void aRequestIsHandledOnce() {
        var asked = new Requests(
                Optional.empty(),
                Optional.of("rel-1"),
                Optional.of("rel-2"),
                Optional.of("t1"),
                Optional.of("t2"),
                Optional.of("main@1"));

        assertTrue(asked.retryIsNew(Requests.NONE) && asked.reconcileIsNew(Requests.NONE));
        assertFalse(asked.retryIsNew(asked) || asked.reconcileIsNew(asked));
        assertFalse(Requests.NONE.retryIsNew(asked) || Requests.NONE.reconcileIsNew(asked));
        assertEquals(Optional.of("main@1"), asked.newMigrate(Requests.NONE));
        assertEquals(Optional.empty(), asked.newMigrate(asked));
        assertEquals(Optional.of("rel-1"), asked.newRollback(Requests.NONE), "the annotation comes first");
        assertEquals(Optional.empty(), asked.newRollback(asked));
        var annotationHandled = new Requests(
                Optional.empty(),
                Optional.of("rel-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertEquals(Optional.of("rel-2"), asked.newRollback(annotationHandled));
    }

    @Test
    void idsSortByTimeAlsoWhenTheClockStandsOrGoesBack() {
        var first = ReleaseId.next(NOW, Optional.empty());
        var standing = ReleaseId.next(NOW, Optional.of(first));
        var back = ReleaseId.next(NOW.minusSeconds(3600), Optional.of(standing));

        assertEquals("rel-20261122-100000000", first);
        assertEquals("rel-20261122-100000001", standing);
        assertEquals("rel-20261122-100000002", back);
        assertEquals("rel-20261122-100500000", ReleaseId.next(NOW.plusSeconds(300), Optional.of(back)));
        assertEquals(Optional.of(NOW), ReleaseId.time(first));
        assertEquals(Optional.empty(), ReleaseId.time("rel-by-hand"));
        assertEquals(first, ReleaseId.next(NOW, Optional.of("rel-by-hand")));
    }

    @Test
    void trimmingKeepsTheNewestWhatServesAndWhatItServes() {
        var history = new History(List.of(
                release(1, SUCCEEDED, 1),
                release(2, SUCCEEDED, 2),
                rollback(3, SUCCEEDED, 1, "rel-1"),
                release(4, FAILED, 4),
                release(5, FAILED, 5),
                release(6, RUNNING, 6)));

        var trimmed = history.trimmed(2, Set.of("rel-4"));

        assertEquals(
                List.of("rel-6", "rel-5", "rel-4", "rel-3", "rel-1"),
                trimmed.releases().stream().map(ReleaseRecord::id).toList());
        assertEquals(7, trimmed.nextRevision());
        assertEquals(Optional.of("rel-3"), trimmed.serving().map(ReleaseRecord::id));
        assertEquals(1, History.empty().nextRevision());
    }

    @Test
    void trimmingKeepsWhatARollbackUnderWayServes() {
        var history = new History(
                List.of(release(1, SUCCEEDED, 1), release(2, SUCCEEDED, 2), rollback(3, RUNNING, 1, "rel-1")));

        var trimmed = history.trimmed(1, Set.of("rel-3"));

        assertEquals(history, trimmed, "its steps read rel-1 until its own object is written");
    }

    @Test
    void everyWordIsReadBackAndUnknownOnesAreReadSafely() {
        for (var state : ReleaseState.values()) {
            assertEquals(state, ReleaseState.of(state.label()));
        }
        for (var state : RunState.values()) {
            assertEquals(state, RunState.of(state.label()));
        }
        for (var state : HostState.values()) {
            assertEquals(state, HostState.of(state.label()));
        }
        for (var state : PhaseState.values()) {
            assertEquals(state, PhaseState.of(state.label()));
        }
        for (var kind : StepKind.values()) {
            assertEquals(Optional.of(kind), StepKind.of(kind.label()));
            assertTrue(kind.deadline().isPositive());
        }
        assertEquals(FAILED, ReleaseState.of("?"), "never served");
        assertEquals(RunState.COMPLETED, RunState.of("?"));
        assertEquals(HostState.PENDING, HostState.of("?"));
        assertEquals(PhaseState.PENDING, PhaseState.of("?"));
        assertEquals(ReleaseType.DEPLOY, ReleaseType.of("?"));
        assertEquals(Optional.empty(), StepKind.of("?"));
        assertEquals(Optional.empty(), Phase.of("?"));
    }
}
