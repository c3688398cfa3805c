package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Contents;
import dev.stagecraft.reconcile.gather.Environment;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.Launches.Launch;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.Records;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of whatever a step throws. */
class StepRunnerTest {
    private static final Duration POLL = Duration.ofMillis(10);
    private static final StepSettings SETTINGS = new StepSettings(3, POLL, POLL, POLL, POLL, POLL, POLL, 2);

    private static StepContext context(Map<String, Secret> servedValues) {
        var gathered = new Gathering().complete("web: {image: i}", "  env: [{name: A, value: value-of-now}]\n");
        var run = Records.run(RunState.RUNNING, Optional.of("rel-1"), PhaseState.RUNNING);
        var environment = new Environment(new TreeMap<>(servedValues), Set.of());
        var served = new Served(
                "v1",
                "in-1",
                List.of(),
                new TreeMap<>(),
                new TreeMap<>(),
                Map.of(),
                environment,
                environment,
                Contents.NONE);
        return new StepContext(
                gathered,
                State.initial().with(Optional.of(run)),
                new Launch(
                        run.steps().getFirst(),
                        false,
                        Clock.systemUTC().instant().plusSeconds(600)),
                () -> served);
    }

    @Test
    void anErrorEndsTheStepInsteadOfLeavingItRunning() {
        Function<StepContext, StepOutcome> fails = context -> {
            throw new AssertionError("value-of-now");
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var timer = Executors.newSingleThreadScheduledExecutor()) {
            var runner = new StepRunner(fails, SETTINGS, Clock.systemUTC(), threads, timer, resource -> {});
            var key = new StepRunner.Key("uid-1", "plan", "step");

            runner.submit(key, context(Map.of()));

            Awaitility.await().until(() -> !runner.finished("uid-1").isEmpty());
            var failed = assertInstanceOf(
                    StepOutcome.Failed.class,
                    runner.finished("uid-1").getFirst().outcome());
            assertEquals("InternalError", failed.reason());
            assertFalse(failed.message().contains("value-of-now"));
            assertFalse(runner.executing("uid-1"));
        }
    }

    @Test
    void valuesOfAnOlderReleaseAreNotShownEither() {
        var clean =
                context(Map.of("A", Secret.of("value-of-then"))).sanitizer().clean("value-of-now value-of-then plain");

        assertTrue(!clean.contains("value-of") && clean.contains("plain"), clean);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {"PREPARE_HOST", "ROLL_OUT", "CHECK_HEALTH", "FINALIZE_HOST", "CLEAR_HOST"})
    void aHostThatIsRestartedIsWaitedFor(StepKind kind) {
        var failures = new StepFailures(POLL);

        for (var code : List.of(
                HostException.Code.UNREACHABLE, HostException.Code.TIMEOUT, HostException.Code.CONNECTION_LOST)) {
            assertInstanceOf(
                    StepOutcome.Waiting.class,
                    failures.outcome(new HostException(code, "gone"), kind, Sanitizer.none()));
        }
        for (var code : List.of(HostCommandException.Code.DOCKER_DOWN, HostCommandException.Code.LOCKED)) {
            assertInstanceOf(
                    StepOutcome.Waiting.class,
                    failures.outcome(new HostCommandException(code, "not now"), kind, Sanitizer.none()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostException.Code.class,
            names = {"BAD_KEY", "HOST_KEY_MISMATCH", "AUTH_REFUSED", "ADDRESS_REFUSED"})
    void whatAPersonMustChangeIsNotWaitedFor(HostException.Code code) {
        var outcome =
                new StepFailures(POLL).outcome(new HostException(code, "no"), StepKind.ROLL_OUT, Sanitizer.none());

        assertInstanceOf(StepOutcome.Refused.class, outcome);
    }
}
