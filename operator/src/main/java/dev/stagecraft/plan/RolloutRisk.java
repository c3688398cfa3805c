package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changing the containers of a host may cost. Nothing where no release serves or the host was never made ready. */
record RolloutRisk(Risk risk, String why) {
    static Optional<RolloutRisk> of(HostTarget host, ReleaseTarget target, Observed observed) {
        var found = observed.host(host.name()).filter(ObservedHost::bootstrapped);
        if (observed.serving().isEmpty() || found.isEmpty()) {
            return Optional.empty();
        }
        var lost = DatabaseNotes.lost(observed);
        var vanishing = vanishing(host, found.get(), target, observed);
        var reasons = new ArrayList<>(lost);
        vanishing.stream().map(service -> loss(service, host)).forEach(reasons::add);
        if (target.allAtOnce().contains(host.role())) {
            reasons.add("Downtime is expected: every host of role " + host.role()
                    + " is changed at the same time (strategy Recreate).");
        }
        target.of(host.role()).stream()
                .filter(service -> !service.manual())
                .flatMap(service -> service.stopFirst().stream())
                .forEach(reasons::add);
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        boolean grave = !lost.isEmpty() || vanishing.stream().anyMatch(RolloutRisk::holdsData);
        return Optional.of(new RolloutRisk(grave ? Risk.DESTRUCTIVE : Risk.DISRUPTIVE, String.join(" ", reasons)));
    }

    /** The services that run on the host and that the release has no more for it: their containers are removed. */
    private static List<ServiceTarget> vanishing(
            HostTarget host, ObservedHost found, ReleaseTarget target, Observed observed) {
        var kept = target.of(host.role()).stream().map(ServiceTarget::name).toList();
        return observed.services().stream()
                .filter(service -> service.role().equals(found.servedRole()) && !kept.contains(service.name()))
                .toList();
    }

    private static boolean holdsData(ServiceTarget service) {
        return service.manual() || service.keepsData();
    }

    private static String loss(ServiceTarget service, HostTarget host) {
        var what = service.manual() ? "The accessory '" : "The service '";
        var kept = service.keepsData() ? "; its volumes are kept." : ".";
        return what + service.name() + "' is no longer part of role " + host.role() + ", so its containers are removed"
                + kept;
    }
}
