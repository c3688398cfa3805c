package dev.stagecraft.sandbox;

import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two hosts in the JVM, borrowed by the static provider, and a registry with the images of a small shop. */
public final class StaticShop implements AutoCloseable {
    private final HostIdentity clientKey = HostIdentity.generate(new SecureRandom());
    private final SimulatedRegistry registry = SimulatedRegistry.start();
    private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();

    /** Starts as many hosts of role app, named {@code app-1} and so on. */
    public StaticShop(int count) {
        this(count, InstantSource.system());
    }

    /** The same, with hosts whose clock is another. */
    public StaticShop(int count, InstantSource clock) {
        registry.push("acme/web", "v1", "healthy");
        registry.push("acme/web", "v2", "healthy");
        registry.push("acme/web", "broken", "unhealthy");
        registry.push("acme/web", "crash", "crash");
        registry.push("acme/worker", "v1", "healthy");
        registry.push("acme/task", "v1", "finishing");
        for (int i = 1; i <= count; i++) {
            add("app-" + i, clock);
        }
    }

    /** Starts another host of that name. */
    public StaticShop add(String name) {
        return add(name, InstantSource.system());
    }

    private StaticShop add(String name, InstantSource clock) {
        hosts.put(
                name,
                SimulatedHost.start(SimulatedHost.Options.ready(new RegistryBridge(registry), clientKey.publicKey())
                        .telling(clock)));
        return this;
    }

    /** The registry that both the operator and the hosts pull from. */
    public SimulatedRegistry registry() {
        return registry;
    }

    /** A host by name. */
    public SimulatedHost host(String name) {
        var host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return host;
    }

    /** Every host by name. */
    public Map<String, SimulatedHost> hosts() {
        return Map.copyOf(hosts);
    }

    /** The operator's client key. */
    public HostIdentity clientKey() {
        return clientKey;
    }

    /** The configuration of the static provider for these hosts, as YAML in flow style. */
    public String staticConfig() {
        return staticConfig(hosts.keySet().toArray(String[]::new));
    }

    /** The same for some of them. */
    public String staticConfig(String... names) {
        var entries = new StringBuilder("{hosts: {");
        for (var name : names) {
            entries.append(name)
                    .append(": {address: 127.0.0.1, port: ")
                    .append(host(name).port())
                    .append(", hostKey: \"")
                    .append(host(name).identity().publicKey())
                    .append("\"},");
        }
        return entries.append("}}").toString();
    }

    @Override
    public void close() {
        hosts.values().forEach(SimulatedHost::close);
        registry.close();
    }
}
