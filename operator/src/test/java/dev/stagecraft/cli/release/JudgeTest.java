package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When something that was asked for is over, state by state. */
class JudgeTest {
    private static final String SUCCEEDED =
            "{id: rel-1, type: Deploy, version: v1, state: Succeeded, planId: p1, inputsHash: a}";
    private static final String FAILED = """
            {id: rel-2, type: Deploy, version: v2, state: Failed, planId: p2, reason: HealthCheckFailed, \
            message: "app-1: web is not healthy", phases: [{name: rollout, status: failed}]}""";
    private static final String FAILED_PLAN = """
            plan: {id: p2, state: Failed, release: rel-2, opensRelease: true, steps: [{id: rollout/app-1, kind: RollOut, \
            target: app-1, phase: rollout, description: bring app-1 to v2, state: failed}]}
            """;
    private static final String CHANGED_HOST = "hosts: [{name: app-1, role: app, state: Ready}]\n";
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Judge DEPLOY = judge(new Goal.Deploy("v2", 2));

    private static Judge judge(Goal goal) {
        return new Judge(Ask.of(goal, Snapshots.before()));
    }

    private static Stagecraft state(String status, String... releases) {
        return Snapshots.of(
                2,
                "{version: v2}",
                "current: {release: rel-1, version: v1}\n" + status + "releases: [" + String.join(", ", releases)
                        + "]\n");
    }

    private static Stagecraft asked(Stagecraft resource, String annotation, String value) {
        resource.getMetadata().setAnnotations(Map.of(annotation, value));
        return resource;
    }

    private static String condition(String type, String status, String reason, String message) {
        return "conditions: [{type: " + type + ", status: \"" + status + "\", reason: " + reason + ", message: \""
                + message + "\", observedGeneration: 2, lastTransitionTime: x}]\n";
    }

    private static Verdict.Lost lost(Verdict verdict) {
        return assertInstanceOf(Verdict.Lost.class, verdict);
    }

    private static void goes(Verdict verdict) {
        assertInstanceOf(Verdict.Going.class, verdict);
    }

    @Test
    void theSuccessOfTheReleaseBeforeIsNotThisOnes() {
        goes(DEPLOY.judge(Snapshots.before(), SOON));

        var unseen = state(condition("Ready", "True", "Ready", ""), SUCCEEDED);
        unseen.setStatus(unseen.getStatus().toBuilder().observedGeneration(1L).build());
        goes(DEPLOY.judge(unseen, SOON));

        var old = state(
                condition("Ready", "True", "Ready", "").replace("observedGeneration: 2", "observedGeneration: 1"),
                SUCCEEDED);
        goes(DEPLOY.judge(old, SOON));
    }

    @Test
    void itIsDoneWhenItsOwnReleaseSucceededOrNoneWasNeeded() {
        goes(DEPLOY.judge(Snapshots.rolling(), SOON));

        var done = assertInstanceOf(
                Verdict.Done.class,
                DEPLOY.judge(state("", "{id: rel-2, type: Deploy, version: v2, state: Succeeded}", SUCCEEDED), SOON));
        assertEquals("shop serves version v2 (rel-2)", done.sentence());

        var rest = assertInstanceOf(
                Verdict.Done.class, DEPLOY.judge(state(condition("Ready", "True", "Ready", ""), SUCCEEDED), SOON));
        assertEquals("shop is Ready and serves version v1", rest.sentence());
    }

    @Test
    void afterAFailureTheRollbackOfTheOperatorIsWaitedFor() {
        var judge = judge(new Goal.Deploy("v2", 2));
        goes(judge.judge(state(FAILED_PLAN + CHANGED_HOST, FAILED, SUCCEEDED), SOON));
        var rollback = "{id: rel-3, type: Rollback, version: v1, state: %s, rollbackOf: rel-1, message: why}";
        goes(judge.judge(state("plan: {id: p3}\n", rollback.formatted("Running"), FAILED, SUCCEEDED), SOON));

        var end = lost(judge.judge(state("", rollback.formatted("Succeeded"), FAILED, SUCCEEDED), SOON));

        assertEquals("RolledBack", end.outcome());
        assertEquals(
                "release rel-2 of version v2 failed in phase rollout, step \"bring app-1 to v2\": HealthCheckFailed, app-1:"
                        + " web is not healthy. It was rolled back: version v1 serves again (rel-3).",
                end.sentence());
        assertEquals(List.of("retry"), end.next());
        var worse = lost(judge.judge(state("", rollback.formatted("Failed"), FAILED, SUCCEEDED), SOON));
        assertTrue(
                worse.sentence().endsWith("And then rollback rel-3 of version v1 failed before its first phase: why."),
                worse.sentence());
        assertEquals(
                "Failed",
                lost(judge.judge(state("", rollback.formatted("Superseded"), FAILED, SUCCEEDED), SOON))
                        .outcome());
    }

    @Test
    void aRollbackThatTheOperatorDoesNotBeginIsNotAwaitedForEver() {
        var judge = judge(new Goal.Deploy("v2", 2));
        var failed = state(FAILED_PLAN + CHANGED_HOST, FAILED, SUCCEEDED);
        var began = Duration.ofMinutes(3);
        goes(judge.judge(failed, began));
        goes(judge.judge(failed, began.plusSeconds(60)));

        var end = lost(judge.judge(failed, began.plusSeconds(61)));

        assertEquals("Failed", end.outcome());
        assertTrue(
                end.sentence().endsWith("The operator has not begun to roll it back within a minute."), end.sentence());
    }

    @Test
    void aHostThatAnEarlierReleaseLeftIsRolledBackToo() {
        var failedEarly = FAILED_PLAN.replace("kind: RollOut", "kind: MigrateDatabase");
        var left = "hosts: [{name: app-1, role: app, state: Ready, release: rel-0}]\n";

        goes(judge(new Goal.Deploy("v2", 2)).judge(state(failedEarly + left, FAILED, SUCCEEDED), SOON));

        var gone = left.replace("Ready", "Missing");
        lost(judge(new Goal.Deploy("v2", 2)).judge(state(failedEarly + gone, FAILED, SUCCEEDED), SOON));
    }

    @Test
    void aFailureThatChangedNoHostIsTheEnd() {
        var untouched = "hosts: [{name: app-1, role: app, state: Ready, release: rel-1}]\n";

        var end = lost(DEPLOY.judge(state(FAILED_PLAN + untouched, FAILED, SUCCEEDED), SOON));

        assertEquals("Failed", end.outcome());
        assertEquals(List.of("retry"), end.next());
    }

    @Test
    void whereTheSpecSaysHaltTheWayBackIsNamed() {
        var resource = Snapshots.of(
                2,
                "{version: v2, rollout: {onFailure: Halt}}",
                "current: {release: rel-1, version: v1}\n" + FAILED_PLAN + CHANGED_HOST + "releases: [" + FAILED + ", "
                        + SUCCEEDED + "]\n");

        assertEquals(
                List.of("retry", "rollback --to rel-1"),
                lost(DEPLOY.judge(resource, SOON)).next());
    }

    @Test
    void whatTakesItsPlaceEndsIt() {
        var superseded = "{id: rel-2, type: Deploy, version: v2, state: Superseded}";
        goes(DEPLOY.judge(state("", superseded, SUCCEEDED), SOON));
        var other = "{id: rel-3, type: Rollback, version: v0, state: Running}";
        assertEquals(
                "release rel-2 of version v2 was superseded by rollback rel-3 of version v0",
                lost(DEPLOY.judge(state("", other, superseded, SUCCEEDED), SOON))
                        .sentence());

        var moved = Snapshots.of(3, "{version: v3}", "releases: [" + superseded + "]\n");
        assertEquals(
                "version v2 was overtaken: the spec of shop asks for version v3 now",
                lost(DEPLOY.judge(moved, SOON)).sentence());
    }

    @Test
    void aSpecThatIsNotAcceptedIsTheEndOfADeployAtOnce() {
        var refused = state(condition("Accepted", "False", "ImageNotFound", "no such image"), SUCCEEDED);

        assertEquals(
                "shop is not accepted: ImageNotFound: no such image",
                lost(DEPLOY.judge(refused, SOON)).sentence());
    }

    @Test
    void aRequestWaitsUntilTheOperatorHasJudgedAnew() {
        var refused = asked(
                state(condition("Accepted", "False", "InvalidSpec", "host app-2 is gone"), SUCCEEDED),
                Annotations.RETRY,
                "now");
        var judge = new Judge(Ask.of(new Goal.Retry("now"), refused));

        goes(judge.judge(refused, SOON));
        assertEquals(
                "Refused", lost(judge.judge(refused, Duration.ofMinutes(1))).outcome());
        var another = asked(
                state(condition("Accepted", "False", "InvalidSpec", "another"), SUCCEEDED), Annotations.RETRY, "now");
        assertEquals("Refused", lost(judge.judge(another, SOON)).outcome());
    }

    @Test
    void aRetryIsOverWhenItWasTakenUpAndEverythingIsReady() {
        var judge = judge(new Goal.Retry("now"));
        var ready = condition("Ready", "True", "Ready", "");
        goes(judge.judge(state(ready, SUCCEEDED), SOON)); // an older state: the annotation is not there
        goes(judge.judge(asked(state(ready, SUCCEEDED), Annotations.RETRY, "now"), SOON));

        assertInstanceOf(
                Verdict.Done.class,
                judge.judge(
                        asked(state(ready + "handled: {retry: now}\n", SUCCEEDED), Annotations.RETRY, "now"), SOON));
        var drift = "drift: [{target: app-1/web, kind: Missing, message: web is not there}]\n";
        var again = state("handled: {retry: now}\nphase: Drifted\nmessage: app-1 differs\n" + drift, SUCCEEDED);
        assertEquals(
                "Drifted",
                lost(judge.judge(asked(again, Annotations.RETRY, "now"), SOON)).outcome());
    }

    @Test
    void aDifferenceFromBeforeARetryStandsUntilTheHostsAreLookedAt() {
        var drift = "phase: Drifted\ndrift: [{target: app-1/web, kind: Missing, message: web is not there}]\n";
        var judge = new Judge(Ask.of(new Goal.Retry("now"), state(drift, SUCCEEDED)));
        var stands = asked(state("handled: {retry: now}\n" + drift, SUCCEEDED), Annotations.RETRY, "now");
        var later = Duration.ofMinutes(1);

        goes(judge.judge(stands, later));
        goes(judge.judge(stands, later.plusSeconds(15)));

        assertEquals("Drifted", lost(judge.judge(stands, later.plusSeconds(16))).outcome());
    }

    @Test
    void aRollbackIsOverWhenItsReleaseSucceededAgainstTheSpec() {
        var judge = judge(new Goal.Rollback("rel-0"));
        var rollback = "{id: rel-3, type: Rollback, version: v0, state: Succeeded, rollbackOf: rel-0}";

        var done = assertInstanceOf(
                Verdict.Done.class,
                judge.judge(
                        asked(
                                state("handled: {rollbackTo: rel-0}\n", rollback, SUCCEEDED),
                                Annotations.ROLLBACK_TO,
                                "rel-0"),
                        SOON));

        assertEquals(
                "shop serves version v0 (rel-3) against its spec, which asks for v2, until the spec changes or a retry is"
                        + " asked for",
                done.sentence());
    }

    @Test
    void whatWaitsForAPersonSaysSo() {
        var plan = "plan: {id: p2, state: AwaitingApproval}\n";
        assertEquals(
                "p2",
                assertInstanceOf(Verdict.Unapproved.class, DEPLOY.judge(state(plan, SUCCEEDED), SOON))
                        .plan()
                        .id());
        var suspended = Snapshots.of(2, "{version: v2, suspend: true}", "phase: Suspended\n");
        assertInstanceOf(Verdict.Suspended.class, DEPLOY.judge(suspended, SOON));
    }

    @Test
    void anApprovalIsOverWithItsPlan() {
        var judge = judge(new Goal.Approve("p2"));
        goes(judge.judge(asked(state("plan: {id: p2, state: AwaitingApproval}\n"), Annotations.APPROVE, "p2"), SOON));
        goes(judge.judge(asked(state("plan: {id: p2, state: Running}\n"), Annotations.APPROVE, "p2"), SOON));

        var done = judge.judge(asked(state("plan: {id: p2, state: Completed}\n"), Annotations.APPROVE, "p2"), SOON);
        assertEquals(
                "the plan is carried out; shop serves version v1",
                assertInstanceOf(Verdict.Done.class, done).sentence());
        var moved =
                judge.judge(asked(state("plan: {id: p3, state: AwaitingApproval}\n"), Annotations.APPROVE, "p2"), SOON);
        assertEquals(
                "p3", assertInstanceOf(Verdict.Unapproved.class, moved).plan().id());
    }

    @Test
    void whatStallsWithoutAReleaseSaysWhichStep() {
        var judge = judge(new Goal.Approve("p2"));
        var failed = """
                plan: {id: p2, state: Failed, steps: [{id: delete, target: app-2, description: delete app-2, state: failed, \
                reason: Forbidden, message: the token may not}]}
                """;

        var end = lost(judge.judge(
                asked(state(failed + condition("Stalled", "True", "Forbidden", "long")), Annotations.APPROVE, "p2"),
                SOON));

        assertEquals("step \"delete app-2\" failed: Forbidden, app-2: the token may not.", end.sentence());
    }

    @Test
    void aResourceThatGoesEndsEverythingButItsDeletion() {
        assertEquals("Deleted", lost(DEPLOY.gone()).outcome());
        var another = Snapshots.rolling();
        another.getMetadata().setUid("two");
        assertEquals("Deleted", lost(DEPLOY.judge(another, SOON)).outcome());
        var going = Snapshots.rolling();
        going.getMetadata().setDeletionTimestamp("2026-11-23T10:00:00Z");
        assertEquals("Deleted", lost(DEPLOY.judge(going, SOON)).outcome());

        var deletion = judge(new Goal.Delete());
        goes(deletion.judge(going, SOON));
        assertInstanceOf(Verdict.Done.class, deletion.judge(another, SOON));
    }

    private static final String HOLD = "hold: {against: h2, serving: rel-1, reason: RolledBack}\n";
    private static final String WAITS = "plan: {id: p2, state: AwaitingApproval, specHash: h2}\n";
    private static final String HALTED = "plan: {id: p2, state: Failed, specHash: h2}\n";

    /** The version v2 of generation 2, and how it is when v3 was asked for and the operator waits for an answer about it. */
    private static Verdict afterV3(String before, String now) {
        var judge = new Judge(Ask.of(new Goal.Deploy("v3", 3), Snapshots.of(2, "{version: v2}", before)));
        return judge.judge(Snapshots.of(3, "{version: v3}", now), SOON);
    }

    private static String stalled(int generation) {
        return condition("Stalled", "True", "StepFailed", "it failed")
                .replace("observedGeneration: 2", "observedGeneration: " + generation);
    }

    @Test
    void whatIsLeftOfTheSpecBeforeIsNoEnd() {
        var desired = "desiredHash: h2\n";
        goes(afterV3(desired + WAITS, desired + WAITS));
        goes(afterV3(desired + HALTED, desired + HALTED + stalled(3)));
        goes(afterV3(desired + HOLD + "phase: RolledBack\n", desired + HOLD + "phase: RolledBack\n"));
        goes(afterV3(desired + "phase: Drifted\n", desired + "phase: Drifted\n"));
        goes(afterV3(desired + WAITS, "desiredHash: h3\n" + WAITS));
    }

    @Test
    void whatIsOfTheNewSpecIsAnEnd() {
        var before = "desiredHash: h2\n";
        assertInstanceOf(Verdict.Unapproved.class, afterV3(before + WAITS, before + WAITS.replace("p2", "p3")));
        assertEquals(
                "Failed",
                lost(afterV3(before + HALTED, before + HALTED.replace("p2", "p3") + stalled(3)))
                        .outcome());
        assertEquals(
                "RolledBack",
                lost(afterV3(before, before + HOLD + "phase: RolledBack\n")).outcome());
    }

    @Test
    void aHoldThatTheOperatorFindsToBeAgainstTheNewSpecIsAnEnd() {
        var back = HOLD.replace("h2", "h3") + "phase: RolledBack\n";

        assertEquals(
                "RolledBack",
                lost(afterV3("desiredHash: h2\n" + back, "desiredHash: h3\n" + back))
                        .outcome());
    }

    @Test
    void theSameVersionAgainEndsWithWhatIsSoAlready() {
        for (var end : Map.of(
                        "RolledBack", HOLD + "phase: RolledBack\n",
                        "Failed", HALTED + stalled(2),
                        "Drifted", "phase: Drifted\n")
                .entrySet()) {
            var same = state("desiredHash: h2\n" + end.getValue(), SUCCEEDED);
            var judge = new Judge(Ask.of(new Goal.Deploy("v2", 2), same));

            assertEquals(end.getKey(), lost(judge.judge(same, SOON)).outcome());
        }
        var held = state(HOLD + "phase: RolledBack\n", SUCCEEDED);
        assertEquals(
                "shop serves version v1 against its spec: version v2 was rolled back before",
                lost(new Judge(Ask.of(new Goal.Deploy("v2", 2), held)).judge(held, SOON))
                        .sentence());
    }

    @Test
    void anApprovalOfAPlanThatNeverRanIsNoSuccess() {
        var judge = judge(new Goal.Approve("p2"));
        var ready = condition("Ready", "True", "Ready", "");
        for (var status : List.of(
                ready,
                ready + "plan: {id: p1, state: Completed}\n",
                "plan: {id: p3, state: Running}\n",
                "phase: RolledBack\n")) {
            var end = lost(judge.judge(asked(state(status, SUCCEEDED), Annotations.APPROVE, "p2"), SOON));

            assertEquals("Superseded", end.outcome(), status);
            assertEquals(
                    "plan p2 of shop is not the current one any more: the spec changed, or something else was asked for",
                    end.sentence());
        }
        goes(judge.judge(asked(state("phase: Pending\n", SUCCEEDED), Annotations.APPROVE, "p2"), SOON));
    }
}
