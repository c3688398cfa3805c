package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.secret.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What changes between the release that serves and what is wanted. Holds no value of the environment.
 *
 * @param release that serves; empty where none does, so that everything is new
 * @param images by service, those that differ
 * @param compose by path in the compose file, unified differences of canonical YAML without images and our own labels
 * @param environment names, of single services with their service in front
 * @param hosts by name, the role of those that differ
 */
public record Difference(
        Optional<String> release,
        Optional<Change> version,
        SortedMap<String, Change> images,
        SortedMap<String, String> compose,
        Names environment,
        SortedMap<String, Change> hosts) {
    private static final String OWN = "STAGECRAFT_";

    public Difference {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        compose = Collections.unmodifiableSortedMap(new TreeMap<>(compose));
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    /** A value, where it is there before and after. */
    public record Change(Optional<String> before, Optional<String> after) {}

    /** Names whose values differ, sorted. */
    public record Names(List<String> added, List<String> removed, List<String> changed) {
        public Names {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }

        /** Whether nothing differs. */
        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
        }
    }

    /** Of what is wanted to what serves. */
    public static Difference of(Preview.Planned planned) {
        var before = planned.serving().map(stored -> stored.served());
        var after = planned.wanted();
        var version = change(before.map(Served::version), Optional.of(after.version()));
        return new Difference(
                planned.state().history().serving().map(release -> release.id()),
                version,
                changes(before.map(Served::images).orElseGet(TreeMap::new), after.images()),
                ComposeDiff.of(
                        before.map(Served::composeByRole).orElseGet(TreeMap::new),
                        after.composeByRole(),
                        planned.gathered().sanitizer()),
                names(before.map(Difference::environment).orElseGet(TreeMap::new), environment(after)),
                changes(
                        roles(planned.state().hosts().stream()
                                .filter(host -> host.machineId().isPresent())
                                .map(host -> Map.entry(host.name(), role(host)))),
                        roles(planned.gathered().hosts().stream().map(host -> Map.entry(host.name(), role(host))))));
    }

    /** Whether nothing differs. */
    public boolean isEmpty() {
        return version.isEmpty() && images.isEmpty() && compose.isEmpty() && environment.isEmpty() && hosts.isEmpty();
    }

    private static String role(HostRecord host) {
        return host.formerRole().orElse(host.role());
    }

    private static String role(HostTarget host) {
        return host.role();
    }

    private static SortedMap<String, String> roles(Stream<Map.Entry<String, String>> hosts) {
        var roles = new TreeMap<String, String>();
        hosts.forEach(host -> roles.put(host.getKey(), host.getValue()));
        return roles;
    }

    private static Optional<Change> change(Optional<String> before, Optional<String> after) {
        return before.equals(after) ? Optional.empty() : Optional.of(new Change(before, after));
    }

    private static SortedMap<String, Change> changes(Map<String, String> before, Map<String, String> after) {
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new TreeMap<String, Change>();
        names.forEach(name -> change(Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name)))
                .ifPresent(change -> changes.put(name, change)));
        return changes;
    }

    /** All that containers and the compose file are given, but for what the operator gives itself. */
    private static SortedMap<String, Secret> environment(Served served) {
        var all = new TreeMap<>(served.variables().values());
        all.keySet().removeIf(name -> name.startsWith(OWN));
        served.contents()
                .environments()
                .forEach(
                        (service, own) -> own.values().forEach((name, value) -> all.put(service + ": " + name, value)));
        return all;
    }

    private static Names names(Map<String, Secret> before, Map<String, Secret> after) {
        return new Names(
                after.keySet().stream()
                        .filter(name -> !before.containsKey(name))
                        .toList(),
                before.keySet().stream()
                        .filter(name -> !after.containsKey(name))
                        .toList(),
                after.keySet().stream()
                        .filter(before::containsKey)
                        .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                        .toList());
    }
}
