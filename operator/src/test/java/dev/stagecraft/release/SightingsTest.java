package dev.stagecraft.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.plan.HostTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final Instant SENT = Instant.parse("2026-11-22T10:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final List<HostTarget> DECLARED = List.of(target("app-1"), target("app-2"));

    private static HostTarget target(String name) {
        return new HostTarget(
                name, "app", 1, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static HostRecord.Machine machine(String id) {
        return new HostRecord.Machine(
                id,
                Optional.of("192.0.2.1"),
                Optional.empty(),
                Optional.of("s"),
                Optional.of("nyc3"),
                Optional.empty());
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

    private static Sightings.Terms terms(boolean vouched) {
        return new Sightings.Terms(vouched, true, SENT.plus(WINDOW), WINDOW);
    }

    private static State take(State state, Sightings.Sighting... list) {
        var result = Sightings.take(state, DECLARED, List.of(list), terms(true));
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

    private static State serving(String host) {
        return ready(host).with(ready(host).host(host).orElseThrow().serving(Optional.of("rel-1")));
    }

    @Test
    void anotherMachineUnderTheNameServesNothing() {
        var state = take(serving("app-1"), seen("app-1", "other"));

        assertEquals(Optional.empty(), state.host("app-1").flatMap(HostRecord::release));
        assertEquals(
                Optional.of("rel-1"),
                take(serving("app-1"), seen("app-1", "m-app-1")).host("app-1").flatMap(HostRecord::release));
    }

    @Test
    void aHostWithAnotherRoleDoesNotServeItAndRemembersWhatItRuns() {
        var worker = new HostTarget(
                "app-1", "worker", 1, "spec.hosts[0]", Optional.empty(), Optional.empty(), Optional.empty(), false);

        var result = Sightings.take(serving("app-1"), List.of(worker), List.of(seen("app-1", "m-app-1")), terms(false));

        var moved = ((Sightings.Result.Seen) result).state().host("app-1").orElseThrow();
        assertEquals("worker", moved.role());
        assertEquals(Optional.empty(), moved.release());
        assertEquals(Optional.of("app"), moved.formerRole());
        assertEquals(HostState.READY, moved.state());
        assertEquals(Optional.empty(), moved.serving(Optional.of("rel-2")).formerRole());
        assertEquals(Optional.of("rel-2"), moved.serving(Optional.of("rel-2")).release());
    }

    @Test
    void anUndeclaredHostWhoseCreateWasJustSentIsKeptUntilTheListMustShowIt() {
        var state = State.initial().with(HostRecord.named("old", "app", false).creating("id-old", SENT));
        var early = new Sightings.Terms(true, true, SENT.plusSeconds(1), WINDOW);

        var kept = (Sightings.Result.Seen) Sightings.take(state, DECLARED, List.of(), early);

        assertEquals(Optional.of(SENT), kept.state().host("old").flatMap(HostRecord::createRequestedAt));
        assertEquals(Optional.empty(), take(state).host("old"));
    }

    @Test
    void anUndeclaredBorrowedHostIsKnownUntilItIsClearedAndMustBeReachable() {
        var borrowed = new Sightings.Terms(false, false, SENT.plus(WINDOW), WINDOW);
        var state = serving("old");
        var listed = List.of(seen("old", "m-old"), seen("never", "1"));

        assertEquals(
                List.of("app-1", "app-2", "old"),
                names(Sightings.take(state, DECLARED, listed, borrowed)).stream()
                        .sorted()
                        .toList());
        assertEquals(
                List.of("app-1", "app-2"), names(Sightings.take(state.withoutHost("old"), DECLARED, listed, borrowed)));
        assertEquals(
                new Sightings.Result.Unreachable("old"),
                Sightings.take(state, DECLARED, List.of(seen("app-1", "1")), borrowed));
        var vouched = new Sightings.Terms(true, false, SENT.plus(WINDOW), WINDOW);
        assertEquals(
                List.of("app-1", "app-2"),
                names(Sightings.take(state, DECLARED, List.of(seen("app-1", "1")), vouched)));
    }

    private static List<String> names(Sightings.Result result) {
        return ((Sightings.Result.Seen) result)
                .state().hosts().stream().map(HostRecord::name).toList();
    }

    @Test
    void twoMachinesForOneHostStopEverything() {
        assertEquals(
                new Sightings.Result.Duplicate("app-1", List.of("1", "2")),
                Sightings.take(
                        State.initial(), DECLARED, List.of(seen("app-1", "1"), seen("app-1", "2")), terms(false)));
    }

    @Test
    void allMachinesGoneAtOnceIsNotBelievedUntilAPersonVouches() {
        assertEquals(
                new Sightings.Result.AllGone(2),
                Sightings.take(ready("app-1", "app-2"), DECLARED, List.of(), terms(false)));
        assertEquals(Optional.of(HostState.GONE), at(take(ready("app-1", "app-2")), "app-2"));
    }
}
