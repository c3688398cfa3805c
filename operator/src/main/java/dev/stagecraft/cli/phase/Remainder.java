package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.HostSpec;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What became of the machines of a resource that is gone: the operator goes by the resource as it was in the end, which may be
 * another than the one that was to be deleted.
 *
 * @param gone hosts, by name
 * @param kept hosts that the operator let be
 * @param sentence for people
 */
record Remainder(List<String> gone, List<String> kept, String sentence) {
    /**
     * Judges it.
     *
     * @param before when the deletion was asked for
     * @param last as it was seen last
     */
    static Remainder of(Stagecraft before, Stagecraft last) {
        var name = before.getMetadata().getName();
        var gone = new TreeSet<>(hosts(before));
        gone.addAll(hosts(last));
        if (!last.getSpec().deletionPolicy().equals("Delete") && !gone.isEmpty()) {
            return new Remainder(List.of(), List.copyOf(gone), retained(name, last, gone));
        }
        var kept = guarded(last);
        gone.removeAll(kept);
        var ended = ended(name, borrowed(before), gone);
        return new Remainder(
                List.copyOf(gone),
                List.copyOf(kept),
                kept.isEmpty()
                        ? ended
                        : ended + " These were protected in the end and stay as they are: " + String.join(", ", kept)
                                + ". No resource sees to them any more; what is not wanted of them is yours to delete.");
    }

    private static String retained(String name, Stagecraft last, Set<String> hosts) {
        var stay = name + " is deleted, but somebody had set its deletionPolicy to "
                + last.getSpec().deletionPolicy() + " meanwhile: what had not gone before that remains of "
                + String.join(", ", hosts) + ".";
        return borrowed(last)
                ? stay + " Containers, networks and files of the project that are not wanted are yours to remove there."
                : stay + " No resource sees to these machines any more; delete those that are not wanted in the cloud.";
    }

    private static String ended(String name, boolean borrowed, Set<String> hosts) {
        if (hosts.isEmpty()) {
            return name + " is deleted.";
        }
        var names = String.join(", ", hosts);
        return borrowed
                ? name + " is deleted. Cleared, and still there: " + names + "."
                : name + " is deleted, and so are its machines: " + names + ".";
    }

    /** Every host that is declared or known. */
    static List<String> hosts(Stagecraft resource) {
        var seen = resource.getStatus().hosts().stream().map(HostStatus::name);
        var declared = resource.getSpec().hosts().stream().flatMap(host -> host.expandedNames().stream());
        return Stream.concat(seen, declared).distinct().sorted().toList();
    }

    /** Hosts that the operator does not take away. */
    static Set<String> guarded(Stagecraft resource) {
        var guarded = new TreeSet<String>();
        resource.getSpec().hosts().stream()
                .filter(HostSpec::protect)
                .forEach(host -> guarded.addAll(host.expandedNames()));
        resource.getStatus().hosts().stream().filter(HostStatus::protect).forEach(host -> guarded.add(host.name()));
        return guarded;
    }

    /** Whether its machines are not the operator's to delete. */
    static boolean borrowed(Stagecraft resource) {
        return Optional.ofNullable(resource.getSpec().cloud())
                .filter(cloud -> cloud.provider().equals("static"))
                .isPresent();
    }
}
