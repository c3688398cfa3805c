package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is there.
 *
 * @param serving the release that the hosts serve, empty before the first one succeeded
 * @param services what that release runs; empty also where it is no longer stored
 */
public record Observed(List<ObservedHost> hosts, Optional<String> serving, List<ServiceTarget> services) {
    public Observed {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
    }

    /** The host of that name. */
    public Optional<ObservedHost> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
