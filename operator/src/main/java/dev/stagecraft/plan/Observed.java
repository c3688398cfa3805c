package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is there.
 *
 * @param serving the release that the hosts serve, empty before the first one succeeded
 * @param services what that release runs; empty also where it is no longer stored
 * @param rollbackChoices the releases beside the serving one that could be served again
 * @param appliedSince for a rollback, what databases were given after the release that is to be served again
 */
public record Observed(
        List<ObservedHost> hosts,
        Optional<String> serving,
        List<ServiceTarget> services,
        List<RollbackChoice> rollbackChoices,
        List<AppliedSince> appliedSince) {
    public Observed {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
        rollbackChoices = List.copyOf(rollbackChoices);
        appliedSince = List.copyOf(appliedSince);
    }

    /** Without databases. */
    public Observed(List<ObservedHost> hosts, Optional<String> serving, List<ServiceTarget> services) {
        this(hosts, serving, services, List.of(), List.of());
    }

    /** The host of that name. */
    public Optional<ObservedHost> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
