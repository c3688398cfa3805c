package dev.stagecraft.sandbox.registry;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry on a free loopback port. Safe from any thread; nothing outlives {@link #close}. */
public final class SimulatedRegistry implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, SimulatedImage> byReference = new ConcurrentHashMap<>();
    private final List<RegistryRequest> journal = new CopyOnWriteArrayList<>();
    private final RegistryTokens tokens = new RegistryTokens();
    private volatile Weather weather = Weather.FAIR;

    private SimulatedRegistry(HttpServer server) {
        this.server = server;
    }

    /** Listens at once. */
    public static SimulatedRegistry start() {
        try {
            var registry = new SimulatedRegistry(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
            registry.server.createContext("/", new RegistryHandler(registry));
            registry.server.setExecutor(registry.threads);
            registry.server.start();
            return registry;
        } catch (IOException failure) {
            throw new UncheckedIOException("A free loopback port for the registry could not be had.", failure);
        }
    }

    /** {@code 127.0.0.1:port}, as it stands in image references. */
    public String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Puts an image under a tag that behaves as named, and gives its digest; a tag that exists moves. */
    public String push(String repository, String tag, String behaviour) {
        return push(repository, tag, Map.of(SimulatedImage.BEHAVIOUR, behaviour));
    }

    /** Puts an image under a tag, and gives its digest; a tag that exists moves, and the old digest stays to be had. */
    public String push(String repository, String tag, Map<String, String> data) {
        var image = new SimulatedImage(repository + ":" + tag, data);
        byReference.put(repository + "@" + image.digest(), image);
        byReference.put(repository + ":" + tag, image);
        return image.digest();
    }

    /** What is known of an image; {@code reference} is a tag or a digest. */
    public Optional<SimulatedImage> find(String repository, String reference) {
        return Optional.ofNullable(
                byReference.get(repository + (reference.startsWith("sha256:") ? "@" : ":") + reference));
    }

    /** From now on only callers with a token are served; each token is good for so many seconds of {@code expires_in}. */
    public void requireToken(long seconds) {
        tokens.require(seconds);
    }

    /** Changes what happens to callers from now on, and to those that hang. */
    public void weather(Weather weather) {
        synchronized (journal) {
            this.weather = requireNonNull(weather);
            journal.notifyAll();
        }
    }

    /** Every request so far, oldest first. */
    public List<RegistryRequest> journal() {
        return List.copyOf(journal);
    }

    @Override
    public void close() {
        weather(Weather.FAIR);
        server.stop(0);
        threads.shutdownNow();
    }

    Weather weather() {
        return weather;
    }

    RegistryTokens tokens() {
        return tokens;
    }

    void note(RegistryRequest request) {
        journal.add(request);
    }

    /** Returns when the weather is no longer {@link Weather#HANGS}. */
    void hang() throws InterruptedException {
        synchronized (journal) {
            while (weather == Weather.HANGS) {
                journal.wait();
            }
        }
    }
}
