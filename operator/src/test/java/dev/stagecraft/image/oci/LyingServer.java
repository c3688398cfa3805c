package dev.stagecraft.image.oci;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers every path with status 200 and whatever a test wants. */
final class LyingServer implements AutoCloseable {
    /** What is served; may take its time. */
    @FunctionalInterface
    interface Content {
        byte[] at(URI uri) throws InterruptedException;
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    LyingServer(Content content) {
        this(content, new ArrayList<>());
    }

    /** Notes the Authorization header of every request, empty where there is none. */
    LyingServer(Content content, List<String> authorizations) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                authorizations.add(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                                .orElse(""));
                // The headers first, so that a caller waits for the body.
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                exchange.getResponseBody().write(content.at(exchange.getRequestURI()));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        server.setExecutor(threads);
        server.start();
    }

    void redirect(String below, String location) {
        server.createContext(below, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", location);
                exchange.sendResponseHeaders(307, -1);
            }
        });
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
