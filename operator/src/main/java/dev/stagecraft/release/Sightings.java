package dev.stagecraft.release;

import dev.stagecraft.plan.HostTarget;
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

    /** What looking came to. */
    public sealed interface Result {
        /** The list can be believed. */
        record Seen(State state) implements Result {}

        /** Two machines for one host: nothing is done until a person decides which one stays. */
        record Duplicate(String host, List<String> machines) implements Result {}

        /** Every known machine is missing at once, which is what a wrong token looks like. */
        record AllGone(int known) implements Result {}
    }

    /**
     * The state as the list shows it.
     *
     * @param believeEmpty whether a person vouched for a list without any known machine
     */
    public static Result take(State state, List<HostTarget> declared, List<Sighting> sightings, boolean believeEmpty) {
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
        if (known > 0 && sightings.isEmpty() && !believeEmpty) {
            return new Result.AllGone((int) known);
        }
        var single = sightings.stream().collect(Collectors.toMap(Sighting::host, Function.identity()));
        return new Result.Seen(merge(state, declared, single));
    }

    private static State merge(State state, List<HostTarget> declared, Map<String, Sighting> seen) {
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
                next = sighting.isPresent() ? next.with(look(host, sighting)) : next.withoutHost(host.name());
            }
        }
        for (var sighting : seen.values().stream()
                .sorted(java.util.Comparator.comparing(Sighting::host))
                .toList()) {
            if (next.host(sighting.host()).isEmpty()) {
                next = next.with(
                        look(HostRecord.named(sighting.host(), sighting.role(), false), Optional.of(sighting)));
            }
        }
        return next;
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
