package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Hosts {@code host-1} to {@code host-N} on one private network with one registry, all real. Closing removes every trace;
 * what a killed run has left is removed by the next one.
 */
public final class RealHosts implements AutoCloseable {

    private final Path logs;
    private final Path state;
    private final HostNetwork network;
    private final KeyPairFile clientKey;
    private final LocalRegistry registry;
    private final List<RealHost> hosts = new ArrayList<>();
    private Optional<LocalRegistry> guarded = Optional.empty();

    private RealHosts(Path logs, Owner owner) {
        this.logs = logs;
        this.state = Leftovers.stateDirectory(owner);
        this.clientKey = KeyPairFile.generate(state.resolve("client_ed25519_key"), "stagecraft-e2e");
        this.network = HostNetwork.open(owner);
        try {
            this.registry = LocalRegistry.start(network.gateway(), state);
        } catch (RuntimeException e) {
            network.close();
            Leftovers.remove(state);
            throw e;
        }
    }

    /** Starts hosts with Debian's Compose; their logs stay in {@code logs}/NAME. */
    public static RealHosts start(int count, Path logs) {
        return start(count, logs, Equipment.COMPOSE_V1);
    }

    /** Starts hosts with other equipment; their logs stay in {@code logs}/NAME. */
    public static RealHosts start(int count, Path logs, Equipment equipment) {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IllegalStateException(
                    "Real hosts are namespaces of this machine, and making them needs root: run the tests as root.");
        }
        Leftovers.sweep();
        RealHosts started = new RealHosts(logs, Owner.current());
        try {
            started.add(count, equipment);
            return started;
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    public List<RealHost> hosts() {
        return List.copyOf(hosts);
    }

    /** Host number {@code number}, counted from 1. */
    public RealHost host(int number) {
        return hosts.get(number - 1);
    }

    public LocalRegistry registry() {
        return registry;
    }

    /** A second registry that wants a login; started when it is asked for first. */
    public synchronized LocalRegistry guardedRegistry() {
        if (guarded.isEmpty()) {
            guarded = Optional.of(LocalRegistry.startGuarded(network.gateway(), state));
        }
        return guarded.get();
    }

    /** The private key that all hosts accept for root, in OpenSSH's format. */
    public String clientPrivateKey() {
        return clientKey.privateKey();
    }

    /** The same key as a file, for {@code ssh -i}. */
    public Path clientPrivateKeyFile() {
        return clientKey.file();
    }

    @Override
    public void close() {
        hosts.forEach(RealHost::end);
        registry.close();
        guarded.ifPresent(LocalRegistry::close);
        network.close();
        Leftovers.remove(state);
    }

    private void add(int count, Equipment equipment) {
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<RealHost>> starts = IntStream.rangeClosed(hosts.size() + 1, hosts.size() + count)
                    .<Callable<RealHost>>mapToObj(index -> () -> start(index, equipment))
                    .toList();
            RuntimeException failure = null;
            for (Future<RealHost> start : starters.invokeAll(starts)) {
                try {
                    hosts.add(start.get());
                } catch (ExecutionException e) {
                    failure = new IllegalStateException("A real host did not start: " + e.getCause(), e.getCause());
                }
            }
            if (failure != null) throw failure;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the real hosts started.", e);
        }
    }

    private RealHost start(int index, Equipment equipment) {
        String name = "host-" + index;
        try {
            Files.createDirectory(state.resolve(name));
            Path hostLogs = Files.createDirectories(logs.resolve(name)).toAbsolutePath();
            return RealHost.start(
                    new RealHost.Birth(name, index, state, hostLogs, equipment),
                    network,
                    clientKey.publicKey(),
                    registry.host());
        } catch (IOException e) {
            throw new UncheckedIOException("The state of %s has no place.".formatted(name), e);
        }
    }
}
