package dev.stagecraft.provider.cloud;

import static dev.stagecraft.provider.cloud.Machines.machine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateProtocolTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final Duration WINDOW = CreateProtocol.DEFAULT_VISIBILITY_WINDOW;
    private static final CreateIntent FRESH = new CreateIntent("app-1", "c1", Optional.empty());
    private static final CreateIntent SENT = new CreateIntent("app-1", "c1", Optional.of(NOW));

    @Test
    void nothingThereAndNothingSentIsCreated() {
        assertEquals(new CreateDecision.Create(), decide(List.of(machine("9", "db", "c9")), FRESH, NOW));
    }

    @Test
    void oneMachineIsAdopted() {
        Machine mine = machine("1", "app-1", "c1");
        assertEquals(new CreateDecision.Adopt(mine), decide(List.of(machine("2", "app-2", "c2"), mine), FRESH, NOW));
        assertEquals(new CreateDecision.Adopt(mine), decide(List.of(mine), SENT, NOW));
    }

    @Test
    void aMachineOfAnEarlierIntentForTheHostIsAdoptedToo() {
        Machine old = machine("1", "app-1", "c0");
        assertEquals(new CreateDecision.Adopt(old), decide(List.of(old), FRESH, NOW));
    }

    @Test
    void theSameMachineInBothListingsIsOne() {
        Machine mine = machine("1", "app-1", "c1");
        assertInstanceOf(CreateDecision.Adopt.class, decide(List.of(mine, mine), FRESH, NOW));
    }

    @Test
    void twoMachinesStopEverything() {
        List<Machine> both = List.of(machine("1", "app-1", "c1"), machine("2", "app-1", "c1"));
        assertEquals(new CreateDecision.Duplicate(both), decide(both, FRESH, NOW));
    }

    @Test
    void afterASendTheWindowIsWaitedOutWithSeveralLooks() {
        Instant at = NOW;
        int looks = 0;
        while (decide(List.of(), SENT, at) instanceof CreateDecision.WaitUntil wait) {
            assertTrue(wait.until().isAfter(at));
            assertTrue(wait.why().contains("app-1"));
            at = wait.until();
            looks++;
        }
        assertEquals(4, looks);
        assertEquals(NOW.plus(WINDOW), at);
        assertEquals(new CreateDecision.Create(), decide(List.of(), SENT, at));
    }

    @Test
    void whatTagsAMachineIsGuarded() {
        assertThrows(IllegalArgumentException.class, () -> new Owner("a/b"));
        assertThrows(IllegalArgumentException.class, () -> new Owner("Upper"));
        assertThrows(IllegalArgumentException.class, () -> new MachineId(" "));
        assertThrows(IllegalArgumentException.class, () -> MachineRequest.of("app 1", "app", 1));
        assertThrows(IllegalArgumentException.class, () -> MachineRequest.of("app-1", "App", 1));
        assertThrows(IllegalArgumentException.class, () -> MachineRequest.of("app-1", "app", -1));
        var host = MachineRequest.of("app-1", "app", 1);
        var owner = new Owner("u1");
        var data = Secret.of("");
        assertThrows(IllegalArgumentException.class, () -> new CreateMachine(owner, host, "c 1", "ok", data));
        assertThrows(IllegalArgumentException.class, () -> new CreateMachine(owner, host, "c1", "a_b", data));
        assertEquals("shop-prod-app-1", CreateMachine.name("shop", "prod", "app-1"));
    }

    private static CreateDecision decide(List<Machine> owned, CreateIntent intent, Instant now) {
        return CreateProtocol.decide(owned, intent, now, WINDOW);
    }
}
