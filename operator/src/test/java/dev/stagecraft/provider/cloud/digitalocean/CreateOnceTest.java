package dev.stagecraft.provider.cloud.digitalocean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CreateDecision;
import dev.stagecraft.provider.cloud.CreateIntent;
import dev.stagecraft.provider.cloud.CreateProtocol;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.sandbox.digitalocean.Contract;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.SimDroplet;
import dev.stagecraft.sandbox.digitalocean.SimulatedDigitalOcean;
import dev.stagecraft.sandbox.digitalocean.Team;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The create protocol against the simulator: whatever breaks and whenever the operator dies, one droplet a host. */
@Timeout(300)
class CreateOnceTest {
    private static final int SEEDS = 200;
    private static final int MAX_TURNS = 400;
    private static final List<String> HOSTS = List.of("app-1", "app-2", "db");
    private static final Duration WINDOW = CreateProtocol.DEFAULT_VISIBILITY_WINDOW;
    private static final List<Fault> FAULTS = List.of(
            new Fault.Drop(true),
            new Fault.Drop(false),
            Fault.Status.after(500, "server_error", "Unexpected server-side error"),
            Fault.Status.before(503, "service_unavailable", "Service Unavailable"),
            Fault.Status.before(429, "too_many_requests", "API Rate limit exceeded."),
            new Fault.Garbage(202, "{}", true));

    /** The operator's process ended. */
    private static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void thereIsOneDropletPerHostUnderAnyFaultAndCrash() {
        int lost = run(SEEDS, WINDOW);
        assertTrue(lost > SEEDS, "the seeds should lose many answers, and lost only " + lost);
    }

    /** What the test above would find if the window did nothing. */
    @Test
    void withoutTheWindowTheSameSeedsMakeDuplicates() {
        assertThrows(AssertionError.class, () -> run(SEEDS, Duration.ZERO));
    }

    private static int run(int seeds, Duration window) {
        var clock = new TestClock();
        int lost = 0;
        try (var cloud = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(clock))) {
            var provider = new DigitalOceanProvider(DigitalOceanSettings.of(cloud.baseUrl()), clock, request -> {});
            for (int seed = 0; seed < seeds; seed++) {
                cloud.faults().clear();
                cloud.journal().clear();
                var operator = new Operator(seed, cloud, provider, clock, window);
                operator.runUntilEveryHostHasAMachine();
                operator.assertOneDropletPerHost();
                assertContract(cloud);
                lost += operator.lost;
            }
        }
        return lost;
    }

    @Test
    void aLagBeyondTheWindowIsReportedAndNothingIsDeleted() {
        try (var scene = new Scene()) {
            // Given
            scene.cloud.weather(Weather.calm().lags(WINDOW.multipliedBy(2), WINDOW.multipliedBy(2)));
            var intent = new CreateIntent("app-1", "c-app-1", Optional.of(scene.clock.instant()));
            scene.create("app-1");
            scene.clock.advance(WINDOW);
            assertInstanceOf(CreateDecision.Create.class, decide(scene, intent));
            scene.create("app-1");

            // When
            scene.clock.advance(WINDOW.multipliedBy(2));
            CreateDecision decision = decide(scene, intent);

            // Then
            assertEquals(
                    2,
                    assertInstanceOf(CreateDecision.Duplicate.class, decision)
                            .machines()
                            .size());
            assertEquals(0, scene.cloud.journal().count("DELETE", ".*"));
        }
    }

    private static CreateDecision decide(Scene scene, CreateIntent intent) {
        return CreateProtocol.decide(scene.driver.listAll(Scene.OWNER), intent, scene.clock.instant(), WINDOW);
    }

    private static void assertContract(SimulatedDigitalOcean cloud) {
        var violations = Contract.load().stream()
                .flatMap(contract ->
                        cloud.journal().mutations().stream().flatMap(entry -> contract.violations(entry).stream()))
                .toList();
        assertEquals(List.of(), violations);
    }

    /** The caller that the protocol asks for, with nothing but {@code status} outliving its deaths. */
    private static final class Operator {
        private final Random random;
        private final SimulatedDigitalOcean cloud;
        private final TestClock clock;
        private final Team team;
        private final Owner owner;
        private final CloudDriver driver;
        private final int seed;
        private final Duration window;
        private final Map<String, CreateIntent> intents = new HashMap<>();
        private final Map<String, MachineId> status = new HashMap<>();
        private int lost;

        Operator(
                int seed,
                SimulatedDigitalOcean cloud,
                DigitalOceanProvider provider,
                TestClock clock,
                Duration window) {
            this.window = window;
            this.seed = seed;
            this.random = new Random(seed);
            this.cloud = cloud;
            this.clock = clock;
            this.team = cloud.team("team-" + seed, "token-" + seed);
            this.owner = new Owner("uid-" + seed);
            this.driver = Scene.driver(provider, "token-" + seed);
            team.seed("shop-prod-app-1", Set.of("stagecraft-host:app-1"));
            cloud.weather(Weather.calm().lags(seconds(30), seconds(45)).activeAfterReads(random.nextInt(3)));
        }

        void runUntilEveryHostHasAMachine() {
            for (int turn = 0; status.size() < HOSTS.size(); turn++) {
                assertTrue(
                        turn < MAX_TURNS,
                        "seed " + seed + " never ends: " + cloud.journal().entries());
                String host = HOSTS.get(random.nextInt(HOSTS.size()));
                try {
                    converge(host);
                } catch (Died died) {
                    clock.advance(seconds(10));
                } catch (CloudException failed) {
                    assertTrue(
                            failed.retryable() || failed.code() == CloudException.Code.AMBIGUOUS_CREATE,
                            failed.getMessage());
                }
                assertAtMostOneDropletPerHost();
                clock.advance(Duration.ofSeconds(1).plus(seconds(20)));
            }
        }

        private void converge(String host) {
            if (status.containsKey(host)) {
                return;
            }
            CreateIntent intent =
                    intents.computeIfAbsent(host, key -> new CreateIntent(key, "c-" + key, Optional.empty()));
            mayDie();
            List<Machine> owned = new ArrayList<>(driver.list(owner));
            owned.addAll(driver.listAll(owner));
            switch (CreateProtocol.decide(owned, intent, clock.instant(), window)) {
                case CreateDecision.Adopt(Machine machine) -> status.put(host, machine.id());
                case CreateDecision.WaitUntil(Instant until, String why) ->
                    assertTrue(until.isAfter(clock.instant()), why);
                case CreateDecision.Duplicate(List<Machine> machines) ->
                    throw new AssertionError("seed " + seed + ": " + machines);
                case CreateDecision.Create() -> create(host, intent);
            }
        }

        private void create(String host, CreateIntent intent) {
            mayDie();
            intents.put(host, new CreateIntent(host, intent.createId(), Optional.of(clock.instant())));
            mayDie();
            clock.advance(seconds(5));
            if (random.nextInt(3) > 0) {
                cloud.faults().next("POST", "/v2/droplets", FAULTS.get(random.nextInt(FAULTS.size())));
            }
            try {
                Machine made = driver.create(Scene.request(owner, host, intent.createId()));
                mayDie();
                status.put(host, made.id());
            } catch (CloudException failed) {
                if (failed.code() == CloudException.Code.AMBIGUOUS_CREATE) {
                    lost++;
                } else {
                    mayDie();
                    intents.put(host, intent);
                }
                throw failed;
            }
        }

        void assertOneDropletPerHost() {
            for (String host : HOSTS) {
                assertEquals(1, dropletsOf(host).size(), "seed " + seed + " host " + host);
                assertEquals(
                        status.get(host),
                        new MachineId(Long.toString(dropletsOf(host).getFirst().id())));
            }
            assertEquals(HOSTS.size() + 1, team.droplets().size());
            assertEquals(0, cloud.journal().count("DELETE", ".*"));
        }

        private void assertAtMostOneDropletPerHost() {
            for (String host : HOSTS) {
                assertTrue(dropletsOf(host).size() <= 1, "seed " + seed + " host " + host);
            }
        }

        private List<SimDroplet> dropletsOf(String host) {
            return team.droplets().stream()
                    .filter(droplet -> droplet.tags().containsAll(Set.of(Tags.uid(owner), "stagecraft-host:" + host)))
                    .toList();
        }

        private void mayDie() {
            if (random.nextInt(5) == 0) {
                throw new Died();
            }
        }

        private Duration seconds(int atMost) {
            return Duration.ofMillis(random.nextInt(atMost * 1000));
        }
    }
}
