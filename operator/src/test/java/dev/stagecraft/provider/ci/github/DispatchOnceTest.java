package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.sandbox.github.Fault;
import dev.stagecraft.sandbox.github.SimulatedGitHub.Weather;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever breaks, whoever dies and however listings lag: a build is one run. */
@Timeout(300)
class DispatchOnceTest {
    private static final int SEEDS = 40;
    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final List<Fault> LOST = List.of(
            new Fault.Drop(true),
            new Fault.Drop(false),
            Fault.Answer.after(500, "Server Error"),
            Fault.Answer.before(503, "Service Unavailable"),
            Fault.Answer.before(429, "Too Many Requests").with("retry-after", "7"),
            new Fault.Garbage(200, true));

    @Test
    void thereIsOneRunUnderAnyFaultCrashAndLag() {
        assertTrue(run(SETTLE) > SEEDS, "the seeds should break more than that");
    }

    /** What the test above would find if nothing was looked for before a dispatch. */
    @Test
    void withoutTheLookBeforehandTheSameSeedsMakeTwo() {
        var made = assertThrows(AssertionError.class, () -> run(Duration.ZERO));
        assertTrue(String.valueOf(made.getMessage()).contains("expected: <1> but was: <2>"), made::toString);
    }

    /** How often something broke. */
    private static int run(Duration settle) {
        int broken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            broken += oneBuild(seed, settle);
        }
        return broken;
    }

    private static int oneBuild(int seed, Duration settle) {
        var random = new Random(seed);
        try (var scene = new Scene()) {
            var lag = Duration.ofSeconds(random.nextInt(15));
            scene.github.weather(Weather.calm().lag(lag, Duration.ofSeconds(random.nextInt(8))));
            var provider = scene.provider(settle);
            int broken = 0;
            for (int turn = 0; turn < 300; turn++) {
                if (broken < 6 && random.nextInt(3) == 0) {
                    broken++;
                    if (random.nextBoolean()) {
                        scene.github.fault(
                                random.nextBoolean() ? "POST" : "GET", ".*", LOST.get(random.nextInt(LOST.size())));
                    } else {
                        provider = scene.provider(settle);
                    }
                }
                var outcome = Scene.said(executor(scene, provider).advance(Scene.request()));
                if (outcome instanceof Built) {
                    assertEquals(1, scene.repository.runs().size(), "seed " + seed);
                    return broken;
                }
                assertInstanceOf(BuildOutcome.Building.class, outcome, "seed " + seed);
                scene.later(outcome);
                if (turn > 20) {
                    scene.repository.runs().forEach(run -> run.ends("success"));
                }
            }
            throw new AssertionError("seed " + seed + " never ended");
        }
    }

    @Test
    void anAnswerThatIsLostIsLookedForAndNotAskedForAgain() {
        try (var scene = new Scene()) {
            scene.github.weather(Weather.calm().lag(Duration.ofSeconds(60), Duration.ZERO));
            scene.later(scene.ask());
            scene.github.fault("POST", "/dispatches", new Fault.Hang(true));
            scene.later(scene.ask());
            for (int turn = 0; turn < 20; turn++) {
                scene.later(scene.ask());
            }
            assertEquals(1, scene.github.count("POST", "/dispatches"));
            scene.repository.run().ends("success");
            assertEquals(new Built(), scene.ask());
        }
    }

    @Test
    void aRequestThatNeverArrivedIsSentAgainAfterAWhile() {
        try (var scene = new Scene()) {
            scene.later(scene.ask());
            scene.github.fault("POST", "/dispatches", new Fault.Drop(false));
            var sent = scene.clock.instant();
            scene.later(scene.ask());
            scene.started();
            assertTrue(Duration.between(sent, scene.clock.instant()).compareTo(Duration.ofMinutes(2)) >= 0);
        }
    }

    @Test
    void aCrashRightAfterTheDispatchIsFoundAgain() {
        try (var scene = new Scene()) {
            // Given
            scene.github.weather(Weather.calm().lag(Duration.ofSeconds(12), Duration.ofSeconds(12)));
            scene.started();

            // When
            scene.restart();
            BuildOutcome outcome = scene.ask();
            for (int turn = 0; turn < 10; turn++) {
                scene.later(outcome);
                outcome = scene.ask();
            }

            // Then
            assertEquals(1, scene.repository.runs().size());
        }
    }

    @Test
    void twoReleasesThatWantTheSameImageStartOneRun() {
        try (var scene = new Scene()) {
            // Given
            scene.github.weather(Weather.calm().lag(Duration.ofSeconds(40), Duration.ZERO));
            var requests = List.of(Scene.request("rel-1"), Scene.request("rel-2"));

            // When
            for (int turn = 0; turn < 20; turn++) {
                requests.forEach(scene::ask);
                scene.clock.advance(Duration.ofSeconds(5));
            }
            scene.repository.run().ends("success");

            // Then
            requests.forEach(request -> assertEquals(new Built(), scene.ask(request)));
        }
    }

    @Test
    void manyThreadsOfOneProcessStartOneRun() throws Exception {
        try (var scene = new Scene();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int turn = 0; turn < 4; turn++) {
                var asks = new ArrayList<Callable<BuildOutcome>>();
                for (int thread = 0; thread < 16; thread++) {
                    asks.add(scene::ask);
                }
                threads.invokeAll(asks);
                scene.clock.advance(Duration.ofSeconds(15));
            }
            assertEquals(1, scene.github.count("POST", "/dispatches"));
        }
    }

    private static BuildExecutor executor(Scene scene, GitHubProvider provider) {
        return provider.executor(scene.config(), Map.of("tokenSecretRef", Secret.of(Scene.TOKEN)));
    }
}
