package dev.stagecraft.reconcile.step;

import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import java.util.ArrayList;
import java.util.List;

/** Compares what runs on a resource's hosts with the release that they serve. Changes nothing. */
public final class DriftCheck {
    /** The kind of difference that is only that a host does not answer: nothing is known of what runs there. */
    public static final String UNREACHABLE = "Unreachable";

    private final HostSessions sessions;
    private final ContainerHealth health;

    public DriftCheck(HostSessions sessions, ContainerHealth health) {
        this.sessions = sessions;
        this.health = health;
    }

    /** Every difference, host by host. A host that does not answer is one. */
    public List<DriftItem> look(Gathered gathered, List<HostRecord> hosts, Served served) {
        var items = new ArrayList<DriftItem>();
        for (var host : hosts) {
            var services = served.servicesOf(host.role());
            if (!services.isEmpty()) {
                items.addAll(look(gathered, host, services));
            }
        }
        return items;
    }

    private List<DriftItem> look(Gathered gathered, HostRecord host, List<Served.Service> services) {
        try {
            return sessions.with(HostAddresses.of(gathered, host), session -> {
                var project =
                        new ComposeProject(session.connection(), session.facts().compose(), Owners.of(gathered));
                return compare(host.name(), services, project.containers());
            });
        } catch (HostException | HostCommandException | HostNotUsable e) {
            return List.of(new DriftItem(
                    host.name(), UNREACHABLE, gathered.sanitizer().clean(String.valueOf(e.getMessage()))));
        }
    }

    /** The host that a difference was found on. */
    public static String host(DriftItem item) {
        int end = item.target().indexOf('/');
        return end < 0 ? item.target() : item.target().substring(0, end);
    }

    private boolean serves(Container container, Served.Service service) {
        return container.running() || health.finished(container, service);
    }

    private List<DriftItem> compare(String host, List<Served.Service> services, List<Container> containers) {
        var items = new ArrayList<DriftItem>();
        for (var service : services) {
            var present = containers.stream()
                    .filter(container ->
                            !container.oneOff() && container.service().equals(service.name()))
                    .toList();
            var target = host + "/" + service.name();
            long good = present.stream()
                    .filter(container -> serves(container, service) && health.isOf(container, service))
                    .count();
            if (present.stream().noneMatch(container -> serves(container, service))) {
                items.add(new DriftItem(target, "Missing", "no container of it runs"));
            } else if (good < service.replicas()) {
                items.add(new DriftItem(
                        target,
                        "Changed",
                        good + " of " + service.replicas() + " containers are of the current release"));
            }
        }
        containers.stream()
                .filter(container -> !container.oneOff())
                .map(container -> container.service().isEmpty() ? container.name() : container.service())
                .filter(name ->
                        services.stream().noneMatch(service -> service.name().equals(name)))
                .distinct()
                .sorted()
                .forEach(name -> items.add(
                        new DriftItem(host + "/" + name, "Surplus", "it runs there and is not in the release")));
        return items;
    }
}
