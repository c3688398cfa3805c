package dev.stagecraft.sandbox;

import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.digitalocean.DropletListener;
import dev.stagecraft.sandbox.digitalocean.SimulatedDigitalOcean;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A simulated DigitalOcean whose droplets are hosts in this JVM, and a registry with the images of a small shop. */
public final class DropletShop implements AutoCloseable {
    /** The token of the team that the shop's droplets belong to. */
    public static final String TOKEN = "dop_v1_sandbox";

    private final HostIdentity clientKey = HostIdentity.generate(new SecureRandom());
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final Map<Long, SimulatedHost> hosts = new ConcurrentHashMap<>();
    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final int sshPort = freePort();
    private final SimulatedDigitalOcean cloud;

    public DropletShop() {
        registry.push("acme/web", "v1", "healthy");
        registry.push("acme/web", "v2", "healthy");
        registry.push("acme/web", "broken", "unhealthy");
        registry.push("acme/worker", "v1", "healthy");
        registry.push("library/redis", "7", "healthy");
        cloud = SimulatedDigitalOcean.start(
                SimulatedDigitalOcean.Options.at(Clock.systemUTC()).listener(new Machines()));
        cloud.team("acme", TOKEN);
    }

    private final class Machines implements DropletListener {
        @Override
        public void created(Boot boot) {
            names.put(boot.dropletId(), boot.name());
            hosts.put(
                    boot.dropletId(),
                    SimulatedHost.start(SimulatedHost.Options.droplet(new RegistryBridge(registry), boot.userData())
                            .on(boot.publicIp(), sshPort)));
        }

        @Override
        public void deleted(long dropletId) {
            var host = hosts.remove(dropletId);
            names.remove(dropletId);
            if (host != null) {
                host.close();
            }
        }
    }

    public SimulatedDigitalOcean cloud() {
        return cloud;
    }

    public SimulatedRegistry registry() {
        return registry;
    }

    /** The operator's client key. */
    public HostIdentity clientKey() {
        return clientKey;
    }

    /** The port on which every host here listens for SSH. */
    public int sshPort() {
        return sshPort;
    }

    /** The running hosts by droplet id. */
    public Map<Long, SimulatedHost> hosts() {
        return Map.copyOf(hosts);
    }

    /** The host of the droplet with that name; fails unless there is just one. */
    public SimulatedHost host(String dropletName) {
        var found = names.entrySet().stream()
                .filter(entry -> entry.getValue().equals(dropletName))
                .map(entry -> hosts.get(entry.getKey()))
                .toList();
        if (found.size() != 1 || found.getFirst() == null) {
            throw new IllegalStateException(found.size() + " hosts are called " + dropletName + "; there are " + names);
        }
        return found.getFirst();
    }

    private static int freePort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on loopback", e);
        }
    }

    @Override
    public void close() {
        cloud.close();
        hosts.values().forEach(SimulatedHost::close);
        registry.close();
    }
}
