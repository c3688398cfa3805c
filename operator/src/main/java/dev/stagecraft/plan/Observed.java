package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;

/**
 * What is there.
 *
 * @param serving the release that the hosts serve, empty before the first one succeeded
 */
public record Observed(List<ObservedHost> hosts, Optional<String> serving) {
    public Observed {
        hosts = List.copyOf(hosts);
    }

    /** The host of that name. */
    public Optional<ObservedHost> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }
}
