package dev.stagecraft.reconcile.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ReleaseFiles;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.provider.migration.container.ContainerEngine;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Two hosts that are asked over SSH, images whose tool ends, runs on or fails, and the engine that runs it there. */
final class ContainerScene implements AutoCloseable {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final Owner OWNER = new Owner("uid-1", "shop", "shop", "shop", "prod");
    static final Secret PASSWORD = Secret.of("correct horse battery");

    private final ImageShelf registry = new ImageShelf();
    final SimulatedHost first = start();
    final SimulatedHost second = start();
    final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    final HostSessions sessions = new HostSessions(connector, Bootstrap.Limits.DEFAULT, Clock.systemUTC());
    /** Where a run begins. */
    SimulatedHost chosen = first;
    /** The release in whose name it is tried; a failure is tried again in that of another one. */
    String occasion = "rel-1";

    String timeout = "1m";
    /** The runs that the cluster's record knows. */
    List<String> recorded = List.of();
    /** Hosts that the files of a release do not get to. */
    Set<SimulatedHost> away = Set.of();

    ContainerScene() {
        registry.push("registry/web:done", image -> image.behaving(Behaviour.FINISHING));
        registry.push("registry/web:other", image -> image.behaving(Behaviour.FINISHING));
        registry.push("registry/web:runs");
        registry.push("registry/web:fails", image -> image.behaving(Behaviour.CRASHING));
    }

    @Override
    public void close() {
        sessions.close();
        connector.close();
        first.close();
        second.close();
    }

    /** Runs the tool of the image with that tag. */
    MigrationReport apply(String tag) {
        return apply(tag, sessions);
    }

    /** The same as another operator does it, with connections of its own. */
    MigrationReport apply(String tag, HostSessions through) {
        var image = registry.pinned("registry/web:" + tag);
        for (var host : List.of(first, second)) {
            if (!away.contains(host)) {
                write(host, image);
            }
        }
        var hosts = List.of(address(first), address(second));
        var oneOff = new HostOneOff(
                through,
                OWNER,
                "main",
                new HostOneOff.Release(
                        "rel-1", occasion, Map.of("web", image), recorded, Sanitizer.of(List.of(PASSWORD))),
                hosts,
                service -> Optional.of(address(chosen)));
        var config = JsonNodeFactory.instance
                .objectNode()
                .put("service", "web")
                .put("timeout", timeout)
                .set("command", JsonNodeFactory.instance.arrayNode().add("bin/migrate"));
        return new ContainerEngine()
                .apply(
                        new MigrationJob(
                                new MigrationTarget("main", Secret.of("unused"), Route.direct()),
                                List.of(),
                                config,
                                "rel-1",
                                "operator-a",
                                Optional.empty(),
                                oneOff),
                        MigrationListener.NONE);
    }

    /** What the step that prepares a host does. */
    private void write(SimulatedHost host, String image) {
        try (var connection = connector.connect(address(host))) {
            var project = new ComposeProject(connection, ComposeCli.PLUGIN, OWNER);
            project.claim();
            project.directory()
                    .write(new ReleaseFiles(
                            "rel-1",
                            "services: {web: {image: '%s', labels: {dev.stagecraft.owner: uid-1}}}\n".formatted(image),
                            Secret.of("services: {web: {environment: {DATABASE_PASSWORD: '%s'}}}\n"
                                    .formatted(PASSWORD.reveal())),
                            Secret.of(""),
                            "{}"));
        }
    }

    private HostAddress address(SimulatedHost host) {
        return host.address(host == first ? "app-1" : "app-2", CLIENT.privateKey());
    }

    private SimulatedHost start() {
        return SimulatedHost.start(SimulatedHost.Options.ready(registry, CLIENT.publicKey()));
    }

    static List<SimulatedContainer> containers(SimulatedHost host) {
        return host.engine().containers();
    }

    static List<String> ids(SimulatedHost host) {
        return containers(host).stream().map(SimulatedContainer::id).toList();
    }

    /** How many runs were begun. */
    static long starts(SimulatedHost host) {
        return host.engine().onceStarted();
    }
}
