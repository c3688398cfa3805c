package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
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
    void plansThatWaitAndWhatStallsAreToldOnce() {
        var ready = folded(Assessments.READY);

        assertEquals(List.of("AwaitingApproval"), told(ready, folded(Assessments.AWAITING_APPROVAL)));
        assertEquals(
                List.of("!PlanStale"), told(folded(Assessments.AWAITING_APPROVAL), folded(Assessments.STALE_APPROVAL)));
        assertEquals(List.of("!InvalidSpec"), told(ready, folded(Assessments.REJECTED)));
    }
}
