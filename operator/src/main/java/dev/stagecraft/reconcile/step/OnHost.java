package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.Container;
import dev.stagecraft.reconcile.gather.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A step at work on its host.
 *
 * @param now by the host's own clock, by which its containers tell times
 */
record OnHost(StepContext context, ComposeProject project, Instant now) {
    static OnHost of(StepContext context, HostSessions.Session session) {
        var project =
                new ComposeProject(session.connection(), session.facts().compose(), Owners.of(context.gathered()));
        return new OnHost(context, project, session.clock().instant());
    }

    /** How long a container that is new may take to become healthy. */
    Duration healthWait() {
        return context.gathered().spec().rollout().healthWait();
    }

    /** How long a container that is asked to stop may take, unless it asks for longer. */
    Duration drainWait() {
        return context.gathered().spec().rollout().drainWait();
    }

    /** The containers of a service, those of {@code compose run} left out. */
    static List<Container> containersOf(List<Container> containers, Served.Service service) {
        return containers.stream()
                .filter(container -> !container.oneOff() && container.service().equals(service.name()))
                .toList();
    }
}
