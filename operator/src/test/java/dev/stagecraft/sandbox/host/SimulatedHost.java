package dev.stagecraft.sandbox.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.host.SimulatedPackages.Program;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One host in the JVM. What it remembers lives as long as this object, whichever operators come and go; its SSH side can
 * go away and come back.
 */
public final class SimulatedHost implements AutoCloseable {

    /**
     * How a host is born.
     *
     * @param bindAddress a loopback address
     * @param port 0 for any free one
     * @param authorizedKeys lines of the keys that root may log in with
     * @param installed programs that are there from the start
     */
    public record Options(
            String bindAddress,
            int port,
            HostIdentity identity,
            List<String> authorizedKeys,
            SimulatedOs os,
            Set<Program> installed,
            SimulatedRegistry registry,
            InstantSource clock) {

        public Options {
            requireNonNull(identity, "identity");
            authorizedKeys = List.copyOf(authorizedKeys);
            installed = Set.copyOf(installed);
        }

        /** Ubuntu on 127.0.0.1 with all programs, a generated host key and the system's clock. */
        public static Options ready(SimulatedRegistry registry, String... authorizedKeys) {
            return new Options(
                    "127.0.0.1",
                    0,
                    HostIdentity.generate(new SecureRandom()),
                    List.of(authorizedKeys),
                    SimulatedOs.UBUNTU,
                    EnumSet.of(Program.ENGINE, Program.COMPOSE_2, Program.CURL),
                    registry,
                    InstantSource.system());
        }

        /** A fresh droplet: nothing installed, keys from the user data of the operator. */
        public static Options droplet(SimulatedRegistry registry, String userData) {
            var parsed = UserData.parse(userData);
            return ready(registry)
                    .identifiedBy(parsed.identity())
                    .authorizing(parsed.authorizedKeys())
                    .running(SimulatedOs.UBUNTU, Set.of());
        }

        public Options on(String address, int fixedPort) {
            return new Options(address, fixedPort, identity, authorizedKeys, os, installed, registry, clock);
        }

        public Options identifiedBy(HostIdentity other) {
            return new Options(bindAddress, port, other, authorizedKeys, os, installed, registry, clock);
        }

        public Options authorizing(List<String> keys) {
            return new Options(bindAddress, port, identity, keys, os, installed, registry, clock);
        }

        public Options running(SimulatedOs other, Set<Program> programs) {
            return new Options(bindAddress, port, identity, authorizedKeys, other, programs, registry, clock);
        }

        public Options telling(InstantSource time) {
            return new Options(bindAddress, port, identity, authorizedKeys, os, installed, registry, time);
        }
    }

    private final Options options;
    private final SimulatedHostState state;
    private SimulatedSshServer server;

    private SimulatedHost(Options options) {
        this.options = options;
        var faults = new Faults();
        var files = new SimulatedFiles();
        var packages = new SimulatedPackages(options.os(), options.installed());
        var engine = new SimulatedEngine(options.registry(), faults, options.clock());
        this.state = new SimulatedHostState(
                files,
                packages,
                engine,
                new SimulatedBuilds(engine, files, packages, faults),
                faults,
                new Journal(),
                options.clock());
        this.server = new SimulatedSshServer(options, options.port(), state);
    }

    /** Returns when the host accepts connections. */
    public static SimulatedHost start(Options options) {
        return new SimulatedHost(options);
    }

    /** How the operator reaches this host with a client key. */
    public HostAddress address(String name, Secret privateKey) {
        return new HostAddress(
                name,
                options.bindAddress(),
                port(),
                "root",
                privateKey,
                List.of(identity().publicKey()));
    }

    public int port() {
        return server.port();
    }

    public HostIdentity identity() {
        return options.identity();
    }

    public SimulatedEngine engine() {
        return state.engine();
    }

    public SimulatedBuilds builds() {
        return state.builds();
    }

    public SimulatedFiles files() {
        return state.files();
    }

    public SimulatedPackages packages() {
        return state.packages();
    }

    public Faults faults() {
        return state.faults();
    }

    public Journal journal() {
        return state.journal();
    }

    /** Ends all connections and accepts none until {@link #plugIn}; containers keep their state. */
    public void unplug() {
        server.close();
    }

    /** Accepts connections again, on the same port and with the same host key. */
    public void plugIn() {
        server = new SimulatedSshServer(options, server.port(), state);
    }

    @Override
    public void close() {
        server.close();
    }
}
