package dev.stagecraft.cli.host;

import dev.stagecraft.api.v1alpha1.HostSpec;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.host.Owner;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.status.StateReading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A resource and its hosts.
 *
 * @param hosts those of the status, then those that are declared and not in it yet
 */
record Fleet(Stagecraft resource, List<HostRecord> hosts) {
    Fleet {
        hosts = List.copyOf(hosts);
    }

    /** Of the resource of that name, or the only one. */
    static Fleet of(Session session, @Nullable String name) {
        var resource = Named.find(session, name);
        var hosts = new ArrayList<>(StateReading.read(resource.getStatus()).hosts());
        for (var declared : resource.getSpec().hosts()) {
            for (var host : declared.expandedNames()) {
                if (hosts.stream().noneMatch(known -> known.name().equals(host))) {
                    hosts.add(pending(host, declared));
                }
            }
        }
        return new Fleet(resource, hosts);
    }

    private static HostRecord pending(String name, HostSpec declared) {
        return HostRecord.named(name, declared.role(), declared.protect());
    }

    String name() {
        return resource.getMetadata().getName();
    }

    String namespace() {
        return resource.getMetadata().getNamespace();
    }

    ResourceRef ref() {
        return new ResourceRef(namespace(), name(), resource.getMetadata().getUid());
    }

    /** As the marker on a host names it. */
    Owner owner() {
        var project = resource.getSpec().project();
        return new Owner(
                resource.getMetadata().getUid(),
                namespace(),
                name(),
                project == null ? name() : project.name(),
                resource.getSpec().environment());
    }

    /** The host of that name. */
    HostRecord host(String wanted) {
        return hosts.stream()
                .filter(host -> host.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> CommandFailure.of("There is no host " + wanted + " in Stagecraft " + name() + "; "
                        + (hosts.isEmpty() ? "it declares none." : "there are " + names() + ".")));
    }

    private String names() {
        return hosts.stream().map(HostRecord::name).collect(Collectors.joining(", "));
    }

    /** The hosts on which containers of a role may run; the one of that name where one is named. */
    List<HostRecord> running(Services.Service service, @Nullable String wanted) {
        if (wanted != null) {
            var host = host(wanted);
            if (!serves(host, service.role())) {
                throw CommandFailure.of("Host " + wanted + " has the role " + host.role() + ", and " + service.name()
                        + " runs on hosts of the role " + service.role() + ".");
            }
            return List.of(host);
        }
        var found = hosts.stream()
                .filter(host -> serves(host, service.role()) && host.holdsContainers())
                .toList();
        if (found.isEmpty()) {
            throw CommandFailure.of("No host of the role " + service.role() + " runs " + service.name()
                    + " yet; stagecraft hosts " + name() + " shows how far they are.");
        }
        return found;
    }

    private static boolean serves(HostRecord host, String role) {
        return host.role().equals(role)
                || host.formerRole().filter(role::equals).isPresent();
    }
}
