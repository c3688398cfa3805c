package dev.stagecraft.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.plan.HostTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<HostTarget> DECLARED = List.of(target("app-1"), target("app-2"));

    private static HostTarget target(String name) {
        return new HostTarget(
                name, "app", 1, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static HostRecord.Machine machine(String id) {
        return new HostRecord.Machine(
                id, Optional.of("192.0.2.1"), Optional.empty(), Optional.of("s"), Optional.of("nyc3"));
    }

    private static Sightings.Sighting seen(String host, String id) {
        return new Sightings.Sighting(host, "app", machine(id));
    }

    private static State ready(String... names) {
        var state = State.initial();
        for (var name : names) {
            state = state.with(HostRecord.named(name, "app", false)
                    .creating("id-" + name, SENT)
                    .machine(HostState.READY, machine("m-" + name)));
        }
        return state;
    }

    private static State take(State state, Sightings.Sighting... list) {
        var result = Sightings.take(state, DECLARED, List.of(list), true);
        return ((Sightings.Result.Seen) result).state();
    }

    private static Optional<HostState> at(State state, String host) {
        return state.host(host).map(HostRecord::state);
    }

    @Test
    void unknownMachinesAreAdoptedAndMissingHostsWait() {
        var state = take(State.initial(), seen("app-1", "1"), seen("old", "9"));

        assertEquals(Optional.of(HostState.CREATED), at(state, "app-1"));
        assertEquals(Optional.of(HostState.PENDING), at(state, "app-2"));
        assertEquals(Optional.of("9"), state.host("old").flatMap(HostRecord::machineId));
    }

    @Test
    void aKnownMachineKeepsItsStateAndAnotherOneStartsAnew() {
        assertEquals(Optional.of(HostState.READY), at(take(ready("app-1"), seen("app-1", "m-app-1")), "app-1"));
        assertEquals(Optional.of(HostState.CREATED), at(take(ready("app-1"), seen("app-1", "other")), "app-1"));
    }

    @Test
    void aMachineThatIsGoneKeepsItsCreateInMindAndMayComeBack() {
        var gone = take(ready("app-1", "app-2"), seen("app-2", "m-app-2"));

        var host = gone.host("app-1").orElseThrow();
        assertEquals(HostState.GONE, host.state());
        assertEquals(Optional.empty(), host.machineId());
        assertEquals(Optional.of(SENT), host.createRequestedAt());
        assertEquals(Optional.of("id-app-1"), host.createId());
        assertEquals(Optional.of(HostState.CREATED), at(take(gone, seen("app-1", "m-app-1")), "app-1"));
    }

    @Test
    void anUndeclaredHostIsForgottenWhenItsMachineIsGone() {
        var state = take(ready("app-1", "old"), seen("app-1", "m-app-1"));

        assertEquals(Optional.empty(), state.host("old"));
    }

    @Test
    void twoMachinesForOneHostStopEverything() {
        assertEquals(
                new Sightings.Result.Duplicate("app-1", List.of("1", "2")),
                Sightings.take(State.initial(), DECLARED, List.of(seen("app-1", "1"), seen("app-1", "2")), false));
    }

    @Test
    void allMachinesGoneAtOnceIsNotBelievedUntilAPersonVouches() {
        assertEquals(
                new Sightings.Result.AllGone(2), Sightings.take(ready("app-1", "app-2"), DECLARED, List.of(), false));
        assertEquals(Optional.of(HostState.GONE), at(take(ready("app-1", "app-2")), "app-2"));
    }
}
