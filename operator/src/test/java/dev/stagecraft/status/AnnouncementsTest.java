package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.PlanSummary;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private static final HostRecord.Machine MACHINE = new HostRecord.Machine(
            "4711", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static StagecraftStatus folded(Assessments kind) {
        return StatusFold.fold(StagecraftStatus.EMPTY, kind.seen(), NOW);
    }

    private static StagecraftStatus with(ReleaseRecord... releases) {
        return StateWriting.write(StagecraftStatus.EMPTY, state(releases)).build();
    }

    private static List<String> told(StagecraftStatus before, StagecraftStatus after) {
        return Announcements.between(before, after).stream()
                .map(words -> (words.warning() ? "!" : "") + words.reason())
                .toList();
    }

    @Test
    void nothingNewIsNotTold() {
        for (var kind : Assessments.values()) {
            assertEquals(List.of(), told(folded(kind), folded(kind)), kind::name);
        }
    }

    @Test
    void aReleaseIsToldWhenItBeginsAndWhenItEnds() {
        var began = with(release(1, ReleaseState.RUNNING, 1));

        assertEquals(List.of("ReleaseStarted"), told(StagecraftStatus.EMPTY, began));
        assertEquals(List.of("ReleaseSucceeded"), told(began, with(release(1, ReleaseState.SUCCEEDED, 1))));
        assertEquals(List.of("!PhaseFailed", "!ReleaseFailed"), told(began, with(release(1, ReleaseState.FAILED, 1))));
    }

    @Test
    void theBeginningOfAReleaseIsToldWithWhatItsPlanRemarks() {
        var began = StateWriting.write(StagecraftStatus.EMPTY, state(release(1, ReleaseState.RUNNING, 1)))
                .plan(plan("rel-1", List.of("environment changed: A", "one more")))
                .build();
        var other = StateWriting.write(StagecraftStatus.EMPTY, state(release(1, ReleaseState.RUNNING, 1)))
                .plan(plan("rel-2", List.of("environment changed: A")))
                .build();

        assertEquals(
                "deploy rel-1 of version v1 started: environment changed: A; one more",
                Announcements.between(StagecraftStatus.EMPTY, began).getFirst().message());
        assertEquals(
                "deploy rel-1 of version v1 started",
                Announcements.between(StagecraftStatus.EMPTY, other).getFirst().message());
    }

    private static PlanStatus plan(String release, List<String> notes) {
        return new PlanStatus(
                "id",
                PlanSummary.NONE,
                "Safe",
                "Running",
                List.of(),
                notes,
                "spec-1",
                release,
                true,
                List.of(),
                "holder",
                List.of());
    }

    @Test
    void theOldReleaseEndsBeforeTheNewOneBegins() {
        var before = with(release(1, ReleaseState.RUNNING, 1));
        var after = with(release(1, ReleaseState.SUPERSEDED, 1), release(2, ReleaseState.RUNNING, 2));

        assertEquals(List.of("ReleaseSuperseded", "ReleaseStarted"), told(before, after));
    }

    @Test
    void releasesOfARebuiltStatusAreNotToldAgain() {
        assertEquals(
                List.of(),
                told(
                        StagecraftStatus.EMPTY,
                        with(release(1, ReleaseState.SUCCEEDED, 1), release(2, ReleaseState.FAILED, 2))));
    }

    @Test
    void machinesThatComeAndGoAreTold() {
        var asked = withHost(host().creating("create-1", NOW));
        var made = withHost(host().creating("create-1", NOW).machine(HostState.CREATED, MACHINE));
        var lost = withHost(host().machine(HostState.READY, MACHINE).withoutMachine());
        var leaving = withHost(host().machine(HostState.DELETING, MACHINE));

        assertEquals(List.of("HostCreated"), told(asked, made));
        assertEquals(List.of(), told(withHost(host()), made), "adopted");
        assertEquals(List.of("!HostLost"), told(made, lost));
        assertEquals(
                List.of("HostRemoved"),
                told(leaving, StateWriting.write(leaving, State.initial()).build()));
    }

    @Test
    void driftHoldsAndTroubleAreToldWhenTheyBeginAndEnd() {
        var ready = folded(Assessments.READY);
        var drifted = folded(Assessments.DRIFTED);
        var held = folded(Assessments.ROLLED_BACK_BY_HAND);

        assertEquals(List.of("!DriftDetected"), told(ready, drifted));
        assertEquals(List.of("InSync"), told(drifted, ready));
        assertEquals(List.of("!RegistryUnreachable"), told(ready, folded(Assessments.TROUBLED)));
        assertEquals(List.of(), told(folded(Assessments.TROUBLED), ready));
        assertTrue(told(ready, held).contains("HoldBegan"));
        assertTrue(told(held, ready).contains("HoldEnded"));
    }

    private static HostRecord host() {
        return HostRecord.named("app-1", "app", false);
    }

    private static StagecraftStatus withHost(HostRecord host) {
        return StateWriting.write(StagecraftStatus.EMPTY, State.initial().with(host))
                .build();
    }

    @Test
    void plansThatWaitAndWhatStallsAreToldOnce() {
        var ready = folded(Assessments.READY);

        assertEquals(List.of("AwaitingApproval"), told(ready, folded(Assessments.AWAITING_APPROVAL)));
        assertEquals(
                List.of("!PlanStale"), told(folded(Assessments.AWAITING_APPROVAL), folded(Assessments.STALE_APPROVAL)));
        assertEquals(List.of("!InvalidSpec"), told(ready, folded(Assessments.REJECTED)));
    }
}
