package dev.stagecraft.release;

import dev.stagecraft.plan.HostTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes what the cloud's list shows into the state: adopts machines, and notices those that are gone. */
public final class Sightings {
    private Sightings() {}

    /**
     * A machine of this resource in the cloud's list.
     *
     * @param host the logical host its tag names
     */
    public record Sighting(String host, String role, HostRecord.Machine machine) {}

    /**
     * How a list is to be read.
     *
     * @param vouched whether a person vouched for a list that lacks what is known
     * @param owned false where machines are only borrowed: the list is then what the spec itself says
     * @param createWindow for how long after a create a list may not show its machine yet
     */
    public record Terms(boolean vouched, boolean owned, Instant now, Duration createWindow) {}

    /** What looking came to. */
    public sealed interface Result {
        /** The list can be believed. */
        record Seen(State state) implements Result {}

        /** Two machines for one host: nothing is done until a person decides which one stays. */
        record Duplicate(String host, List<String> machines) implements Result {}

        /** Every known machine is missing at once, which is what a wrong token looks like. */
        record AllGone(int known) implements Result {}

        /** A borrowed host that is no longer declared and still serves is not in the list, so that it cannot be cleared. */
        record Unreachable(String host) implements Result {}
    }

    /** The state as the list shows it. */
    public static Result take(State state, List<HostTarget> declared, List<Sighting> sightings, Terms terms) {
        var byHost = sightings.stream().collect(Collectors.groupingBy(Sighting::host));
        var duplicate = byHost.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey())
                .findFirst();
        if (duplicate.isPresent()) {
            return new Result.Duplicate(
                    duplicate.get().getKey(),
                    duplicate.get().getValue().stream()
                            .map(seen -> seen.machine().id())
                            .toList());
        }
        long known = state.hosts().stream()
                .filter(host -> host.machineId().isPresent())
                .count();
        if (known > 0 && sightings.isEmpty() && !terms.vouched()) {
            return new Result.AllGone((int) known);
        }
        var single = sightings.stream().collect(Collectors.toMap(Sighting::host, Function.identity()));
        var names = declared.stream().map(HostTarget::name).collect(Collectors.toSet());
        var unreachable = state.hosts().stream()
                .filter(host ->
                        !terms.owned() && !terms.vouched() && host.release().isPresent())
                .map(HostRecord::name)
                .filter(name -> !names.contains(name) && !single.containsKey(name))
                .findFirst();
        return unreachable.isPresent()
                ? new Result.Unreachable(unreachable.get())
                : new Result.Seen(merge(state, declared, single, terms));
    }

    private static State merge(State state, List<HostTarget> declared, Map<String, Sighting> seen, Terms terms) {
        var next = state;
        for (var target : declared) {
            var host = next.host(target.name())
                    .map(found -> found.declared(target.role(), target.protect()))
                    .orElseGet(() -> HostRecord.named(target.name(), target.role(), target.protect()));
            next = next.with(look(host, Optional.ofNullable(seen.get(target.name()))));
        }
        var names = declared.stream().map(HostTarget::name).toList();
        for (var host : next.hosts()) {
            if (!names.contains(host.name())) {
                var sighting = Optional.ofNullable(seen.get(host.name()));
                next = keeps(host, sighting, terms) ? next.with(look(host, sighting)) : next.withoutHost(host.name());
            }
        }
        for (var sighting : seen.values().stream()
                .sorted(java.util.Comparator.comparing(Sighting::host))
                .toList()) {
            if (terms.owned() && next.host(sighting.host()).isEmpty()) {
                next = next.with(
                        look(HostRecord.named(sighting.host(), sighting.role(), false), Optional.of(sighting)));
            }
        }
        return next;
    }

    /** An undeclared host is remembered as long as there is something to take away, or may be. */
    private static boolean keeps(HostRecord host, Optional<Sighting> sighting, Terms terms) {
        return sighting.isPresent()
                ? terms.owned() || host.holdsContainers()
                : host.awaitsMachine(terms.now(), terms.createWindow());
    }

    private static HostRecord look(HostRecord host, Optional<Sighting> sighting) {
        if (sighting.isEmpty()) {
            return host.machineId().isPresent() ? host.withoutMachine() : host;
        }
        var machine = sighting.get().machine();
        boolean same = host.machineId().equals(Optional.of(machine.id()));
        var state = same && host.state() != HostState.GONE ? host.state() : HostState.CREATED;
        return host.machine(
                state == HostState.PENDING || state == HostState.CREATING ? HostState.CREATED : state, machine);
    }
}
