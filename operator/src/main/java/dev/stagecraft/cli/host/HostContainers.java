package dev.stagecraft.cli.host;

import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.Owner;
import java.util.Comparator;
import java.util.List;

/** The containers of a resource on a host. */
final class HostContainers {
    private static final String NUMBER = "com.docker.compose.container-number";

    private HostContainers() {}

    /**
     * By service and replica.
     *
     * @throws dev.stagecraft.host.HostOwnedByAnother when the project on this host is another resource's
     */
    static List<Container> list(HostConnection connection, Owner owner) {
        // Which Compose the host has does not matter to those who only look.
        var project = new ComposeProject(connection, ComposeCli.PLUGIN, owner);
        project.directory().verifyOwner();
        return project.containers().stream()
                .sorted(Comparator.comparing(Container::service)
                        .thenComparingInt(HostContainers::number)
                        .thenComparing(Container::createdAt))
                .toList();
    }

    /** Which replica of its service on this host it is, from 1. */
    static int number(Container container) {
        var number = container.labels().getOrDefault(NUMBER, "");
        return number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 1;
    }
}
