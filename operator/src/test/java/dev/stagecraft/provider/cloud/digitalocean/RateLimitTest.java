package dev.stagecraft.provider.cloud.digitalocean;

import static dev.stagecraft.provider.cloud.digitalocean.Scene.OWNER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.TOKEN;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.JournalEntry;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RateLimitTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final RateLimits UNPACED = new RateLimits(1_000_000, 1_000_000, 1_000_000, 1_000_000, 10);

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void neitherDocumentedLimitIsEverExceeded() {
        // Given
        MachineId id = scene.create("app-1").id();
        int refused = 0;

        // When
        for (int second = 0; second < 4500; second += 5) {
            for (int i = 0; i < 60; i++) {
                refused += tryTo(() -> scene.driver.get(id)) ? 0 : 1;
            }
            scene.clock.advance(Duration.ofSeconds(5));
        }

        // Then
        List<JournalEntry> entries = scene.cloud.journal().entries();
        assertTrue(refused > 1000, "refused " + refused);
        assertTrue(entries.size() > 5000, "sent " + entries.size());
        assertEquals(
                List.of(),
                entries.stream().filter(entry -> entry.status() == 429).toList());
        scene.cloud.journal().clear();
    }

    @Test
    void theLastTenthOfTheHourIsForDeletes() {
        // Given
        var limits = new RateLimits(20, 100, 1000, 100, 15);
        CloudDriver driver = Scene.driver(scene.provider(TIMEOUT, limits), TOKEN);
        Machine machine = driver.create(Scene.request(OWNER, "app-1", "c1"));
        for (int i = 0; i < 16; i++) {
            driver.list(OWNER);
        }

        // When
        CloudException spent = fails(Code.RATE_LIMITED, () -> driver.list(OWNER));
        assertEquals(
                Optional.of(machine.id()),
                driver.removing().get(OWNER, machine.id()).map(Machine::id));
        driver.delete(OWNER, machine.id(), machine.name());

        // Then
        assertEquals(
                scene.clock.instant().plus(Duration.ofHours(1)), spent.retryAt().orElseThrow());
        assertEquals(Duration.ofHours(1), spent.retryAfter().orElseThrow());
        assertEquals(List.of(), scene.team.droplets());
        fails(Code.RATE_LIMITED, () -> driver.delete(OWNER, machine.id(), machine.name()));
        scene.clock.advance(Duration.ofHours(1));
        assertEquals(List.of(), driver.list(OWNER));
    }

    @Test
    void driversOfOneTokenShareOneBudgetAndOthersDoNot() {
        var provider = scene.provider(TIMEOUT, new RateLimits(100, 3, 1000, 100, 10));
        scene.cloud.team("acme", "dop_v1_second");
        Scene.driver(provider, TOKEN).list(OWNER);
        Scene.driver(provider, TOKEN + "\n").list(OWNER);
        Scene.driver(provider, TOKEN).list(OWNER);
        fails(Code.RATE_LIMITED, () -> Scene.driver(provider, TOKEN).list(OWNER));
        Scene.driver(provider, "dop_v1_second").list(OWNER);
        scene.clock.advance(Duration.ofHours(2));
        Scene.driver(provider, TOKEN).list(OWNER);
    }

    @Test
    void aBurstIsPacedAfterwards() {
        CloudDriver driver = Scene.driver(scene.provider(TIMEOUT, new RateLimits(5000, 250, 4, 2, 10)), TOKEN);
        driver.list(OWNER);
        driver.list(OWNER);
        Instant at =
                fails(Code.RATE_LIMITED, () -> driver.list(OWNER)).retryAt().orElseThrow();
        assertEquals(Duration.ofMillis(250), Duration.between(scene.clock.instant(), at));
        scene.clock.advance(Duration.ofMillis(250));
        driver.list(OWNER);
    }

    @Test
    void aBurstRefusalIsWaitedOutAndItsCountNotBelieved() {
        // Given
        scene.cloud.weather(Weather.calm().limits(5000, 2));
        CloudDriver driver = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        driver.list(OWNER);
        driver.list(OWNER);

        // When
        CloudException refused = fails(Code.RATE_LIMITED, () -> driver.create(Scene.request(OWNER, "app-1", "c1")));
        fails(Code.RATE_LIMITED, () -> driver.list(OWNER));

        // Then
        assertEquals(3, scene.cloud.journal().entries().size());
        Duration wait = refused.retryAfter().orElseThrow();
        assertTrue(
                wait.compareTo(Duration.ofSeconds(61)) >= 0 && wait.compareTo(Duration.ofSeconds(62)) < 0,
                wait.toString());
        scene.clock.advance(wait);
        driver.list(OWNER);
    }

    @Test
    void anHourlyRefusalIsWaitedOutUntilTheReset() {
        scene.cloud.weather(Weather.calm().limits(2, 250));
        CloudDriver eager = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        eager.list(OWNER);
        scene.clock.advance(Duration.ofMinutes(10));
        eager.list(OWNER);
        CloudException counted = fails(Code.RATE_LIMITED, () -> eager.list(OWNER));
        assertEquals(Duration.ofMinutes(50), counted.retryAfter().orElseThrow());
        CloudDriver stranger = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        CloudException refused = fails(Code.RATE_LIMITED, () -> stranger.list(OWNER));
        assertTrue(refused.retryAfter().orElseThrow().compareTo(Duration.ofMinutes(50)) >= 0);
        assertEquals(3, scene.cloud.journal().entries().size());
    }

    @Test
    void whatOthersUseOfTheTokenCounts() {
        CloudDriver mine = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        CloudDriver theirs = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        scene.cloud.weather(Weather.calm().limits(20, 250));
        Machine machine = mine.create(Scene.request(OWNER, "app-1", "c1"));
        for (int i = 0; i < 16; i++) {
            theirs.list(OWNER);
        }
        mine.list(OWNER);
        fails(Code.RATE_LIMITED, () -> mine.list(OWNER));
        mine.delete(OWNER, machine.id(), machine.name());
        assertEquals(List.of(), scene.team.droplets());
    }

    @Test
    void refusalsWithoutOrWithAbsurdHeadersStillEnd() {
        CloudDriver driver = Scene.driver(scene.provider(TIMEOUT, UNPACED), TOKEN);
        scene.cloud
                .faults()
                .next("GET", ".*", Fault.Status.before(429, "too_many_requests", "API Rate limit exceeded."));
        Duration wait =
                fails(Code.RATE_LIMITED, () -> driver.list(OWNER)).retryAfter().orElseThrow();
        assertTrue(
                wait.compareTo(Duration.ofSeconds(60)) >= 0 && wait.compareTo(Duration.ofSeconds(62)) < 0,
                wait.toString());
    }

    @Test
    void aWindowForgetsEachRequestByItself() {
        var window = new SlidingWindow(Duration.ofSeconds(60));
        Instant start = scene.clock.instant();
        var freeAt = new ArrayList<Instant>();
        for (int i = 0; i < 4; i++) {
            window.add(start.plusSeconds(i));
            window.freeAt(start.plusSeconds(i), 3).ifPresent(freeAt::add);
        }
        assertEquals(List.of(start.plusSeconds(60), start.plusSeconds(61)), freeAt);
        assertEquals(1, window.count(start.plusSeconds(62)));
    }

    private static boolean tryTo(Runnable call) {
        try {
            call.run();
            return true;
        } catch (CloudException refused) {
            assertEquals(Code.RATE_LIMITED, refused.code(), refused.getMessage());
            return false;
        }
    }
}
