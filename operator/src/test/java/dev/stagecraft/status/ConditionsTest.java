package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of look, with every condition it gives: {@code +} is True, {@code -} is False, {@code ?} is Unknown. */
class ConditionsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            FRESH                   | Pending          | +Valid       | -HostsNotReady | -NoRelease       | -NothingServed     | ?NotLooked     | +NothingToApprove | -Progressing         |                      |
            DEPLOYING               | Deploying        | +Valid       | +HostsReady    | -Releasing       | -NothingServed     | ?NotLooked     | +NothingToApprove | -Releasing           | +Releasing           |
            ROLLING_BACK            | RollingBack      | +Valid       | +HostsReady    | -Releasing       | +Serving           | -InSync        | +NothingToApprove | -Releasing           | +Releasing           |
            CONVERGING              | Converging       | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -Converging          | +Converging          |
            READY                   | Ready            | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | +Ready               |                      |
            REJECTED                | Invalid          | -InvalidSpec | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -InvalidSpec         |                      | +InvalidSpec
            AWAITING_APPROVAL       | AwaitingApproval | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | -AwaitingApproval | -AwaitingApproval    |                      |
            STALE_APPROVAL          | AwaitingApproval | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | -PlanStale        | -PlanStale           |                      |
            FAILED_RELEASE          | Failed           | +Valid       | +HostsReady    | -ImagePullFailed | +Serving           | -InSync        | +NothingToApprove | -ImagePullFailed     |                      | +ImagePullFailed
            ROLLED_BACK_BY_HAND     | RolledBack       | +Valid       | +HostsReady    | -RolledBack      | +Serving           | -InSync        | +NothingToApprove | -RolledBack          |                      |
            ROLLED_BACK_BY_ITSELF   | RolledBack       | +Valid       | +HostsReady    | -RolledBack      | +Serving           | -InSync        | +NothingToApprove | -RolledBack          |                      |
            SUSPENDED               | Suspended        | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -Suspended           |                      |
            DRIFTED                 | Drifted          | +Valid       | +HostsReady    | +Succeeded       | +Serving           | +DriftDetected | +NothingToApprove | -Drifted             |                      |
            MISSING                 | Drifted          | +Valid       | +HostsReady    | +Succeeded       | -ContainersMissing | +DriftDetected | +NothingToApprove | -Drifted             |                      |
            DELETING                | Deleting         | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -Deleting            | +Deleting            |
            TROUBLED                | Pending          | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -RegistryUnreachable | +RegistryUnreachable |
            NEVER_LOOKED            | Pending          | +Valid       | +HostsReady    | +Succeeded       | +Serving           | ?NotLooked     | +NothingToApprove | -Progressing         |                      |
            CRASHED                 | Failed           | +Valid       | +HostsReady    | -ImagePullFailed | -RoleNotServing    | -InSync        | +NothingToApprove | -ImagePullFailed     |                      | +ImagePullFailed
            BESIDE_THE_OLD          | Deploying        | +Valid       | +HostsReady    | -Releasing       | +Serving           | -InSync        | +NothingToApprove | -Releasing           | +Releasing           |
            REVERTED                | Ready            | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | +Ready               |                      |
            REVERTED_IN_BAD_WEATHER | Pending          | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -Progressing         |                      |
            SUSPENDED_BETWEEN_STEPS | Suspended        | +Valid       | +HostsReady    | -Releasing       | +Serving           | -InSync        | +NothingToApprove | -Suspended           |                      |
            SUSPENDED_IN_A_STEP     | Suspended        | +Valid       | +HostsReady    | -Releasing       | +Serving           | -InSync        | +NothingToApprove | -Suspended           | +Releasing           |
            MOVED_ON_FROM_A_HOLD    | Pending          | +Valid       | +HostsReady    | +Succeeded       | +Serving           | -InSync        | +NothingToApprove | -RegistryUnreachable | +RegistryUnreachable |
            """)
    void eachLookGivesItsConditions(Assessments kind, String phase, @AggregateWith(Row.class) String row) {
        var status = StatusFold.fold(StagecraftStatus.EMPTY, kind.seen(), NOW);

        assertEquals(phase, status.phase());
        assertEquals(row, shown(status));
        assertEquals(
                condition(status, "Ready").getStatus().equals("True"),
                status.message().isEmpty());
        assertTrue(status.conditions().stream().allMatch(condition -> condition.getObservedGeneration() == 7));
    }

    /** The cells after the phase, each with the type that its column stands for. */
    static final class Row implements ArgumentsAggregator {
        private static final List<String> TYPES = List.of(
                "Accepted",
                "InfrastructureReady",
                "Released",
                "Available",
                "Drifted",
                "Approved",
                "Ready",
                "Reconciling",
                "Stalled");

        @Override
        public Object aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
            return IntStream.range(0, TYPES.size())
                    .filter(i -> row.getString(i + 2) != null)
                    .mapToObj(i -> TYPES.get(i) + row.getString(i + 2))
                    .sorted()
                    .collect(Collectors.joining(" "));
        }
    }

    private static String shown(StagecraftStatus status) {
        return status.conditions().stream()
                .map(condition -> condition.getType()
                        + Map.of("True", "+", "False", "-", "Unknown", "?").get(condition.getStatus())
                        + condition.getReason())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static Condition condition(StagecraftStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theTransitionTimeMovesOnlyWithTheStatus() {
        var ready = StatusFold.fold(StagecraftStatus.EMPTY, Assessments.READY.seen(), NOW);
        var drifted = StatusFold.fold(ready, Assessments.DRIFTED.seen(), NOW.plusSeconds(60));
        var missing = StatusFold.fold(drifted, Assessments.MISSING.seen(), NOW.plusSeconds(120));

        assertEquals(NOW.toString(), condition(missing, "Accepted").getLastTransitionTime());
        assertEquals(NOW.plusSeconds(60).toString(), condition(missing, "Ready").getLastTransitionTime());
        assertEquals(
                NOW.plusSeconds(120).toString(), condition(missing, "Available").getLastTransitionTime());
    }

    @Test
    void messagesNameTheCommandThatGetsOn() {
        var waiting = StatusFold.fold(StagecraftStatus.EMPTY, Assessments.AWAITING_APPROVAL.seen(), NOW);
        var failed = StatusFold.fold(StagecraftStatus.EMPTY, Assessments.FAILED_RELEASE.seen(), NOW);
        var drifted = StatusFold.fold(StagecraftStatus.EMPTY, Assessments.DRIFTED.seen(), NOW);
        var command = "kubectl annotate stc shop-prod -n shop --overwrite stagecraft.dev/";

        assertTrue(waiting.message().endsWith(command + "approve=sha256:plan"), waiting::message);
        assertTrue(waiting.message().contains("it stops first"), waiting::message);
        assertTrue(drifted.message().endsWith(command + "retry=$(date +%s)"), drifted::message);
        assertTrue(failed.message().endsWith(command + "retry=$(date +%s)"), failed::message);
        assertTrue(failed.message().contains("in phase rollout: app-1: no such image"), failed::message);
    }

    @Test
    void longMessagesAreCut() {
        var seen = looking(State.initial(), Optional.of(new Finding("InvalidSpec", "x".repeat(5_000))));

        var status = StatusFold.fold(StagecraftStatus.EMPTY, seen, NOW);

        assertEquals(1_024, status.message().length());
        assertTrue(status.message().endsWith("x…"));
        assertTrue(status.conditions().stream()
                .allMatch(condition -> condition.getMessage().length() <= 1_024));
    }

    @Test
    void aFaultIsSaidOnceAndLeavesEverythingElse() {
        var ready = StatusFold.fold(StagecraftStatus.EMPTY, Assessments.READY.seen(), NOW);
        var why = new Finding("ApiServerError", "the API server answered with code 500");

        var failing = StatusFold.failing(ready, 8, why, NOW.plusSeconds(5));

        assertEquals("Pending", failing.phase());
        assertEquals("ApiServerError", condition(failing, "Ready").getReason());
        assertEquals("True", condition(failing, "Reconciling").getStatus());
        assertEquals("the API server answered with code 500; it is tried again by itself", failing.message());
        assertEquals(7L, failing.observedGeneration());
        assertEquals(condition(ready, "Released"), condition(failing, "Released"));
        assertEquals(ready.releases(), failing.releases());
        assertEquals(failing, StatusFold.failing(failing, 8, why, NOW.plusSeconds(60)));
        assertEquals(
                ready.conditions(),
                StatusFold.fold(failing, Assessments.READY.seen(), NOW).conditions());
    }

    @Test
    void whatAStepWaitsForIsSaidOfTheResourceAndOfTheHost() {
        var running = Assessments.BESIDE_THE_OLD.seen();
        var run = running.state().run().orElseThrow();
        var waits = run.with(run.steps().getFirst().saying("the health check has not passed yet"));
        var seen = looking(running.state().with(Optional.of(waits)), Optional.empty());

        var status = StatusFold.fold(StagecraftStatus.EMPTY, seen, NOW);

        assertEquals("app-1: the health check has not passed yet", status.waitingFor());
        assertEquals(
                "the health check has not passed yet", status.hosts().getFirst().message());
        assertEquals("", StatusFold.fold(status, Assessments.READY.seen(), NOW).waitingFor());
        assertEquals(
                "spec-2", StatusFold.fold(status, Assessments.READY.seen(), NOW).desiredHash());
    }

    @Test
    void aSurplusHostDoesNotStandInForOneThatIsNotReady() {
        var state = state().withHosts(List.of(
                HostRecord.named("old", "app", true).in(HostState.READY),
                HostRecord.named("app-1", "app", false).in(HostState.CREATED)));

        var found = condition(
                StatusFold.fold(StagecraftStatus.EMPTY, looking(state, Optional.empty()), NOW), "InfrastructureReady");

        assertEquals("HostsNotReady", found.getReason());
        assertTrue(found.getMessage().endsWith("not ready: app-1"), found::getMessage);
    }

    private static Assessment looking(State state, Optional<Finding> rejection) {
        return new Assessment(
                new Assessment.ResourceName("shop", "shop-prod"),
                7,
                state,
                false,
                false,
                rejection,
                Optional.empty(),
                Optional.empty(),
                false,
                1,
                Optional.empty(),
                Optional.empty());
    }
}
