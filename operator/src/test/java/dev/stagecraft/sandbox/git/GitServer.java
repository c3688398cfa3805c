package dev.stagecraft.sandbox.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Serves the repositories below a directory at {@code http://127.0.0.1:port/name.git}. */
public final class GitServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpBackend backend;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile @Nullable String required;
    private volatile String redirect = "";
    private volatile int status;

    private GitServer(HttpServer server, HttpBackend backend) {
        this.server = server;
        this.backend = backend;
    }

    /** Listens at once. */
    public static GitServer start(Path repositories) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            var git = new GitServer(http, new HttpBackend(repositories));
            http.createContext("/", git::handle);
            http.setExecutor(git.threads);
            http.start();
            return git;
        } catch (IOException failure) {
            throw new UncheckedIOException("A free loopback port for the Git server could not be had.", failure);
        }
    }

    /** The address of a repository. */
    public String url(String repository) {
        return origin() + "/" + repository;
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on only callers with this header are served. */
    public void requireAuthorization(String header) {
        required = header;
    }

    /** From now on callers are sent to the same path of another origin. */
    public void redirectTo(String origin) {
        redirect = origin;
    }

    /** From now on every answer has this status and nothing else. */
    public void answer(int status) {
        this.status = status;
    }

    /** The Authorization header of every request, oldest first, empty where there was none. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            authorizations.add(authorization);
            if (status != 0) {
                exchange.sendResponseHeaders(status, -1);
            } else if (!redirect.isEmpty()) {
                exchange.getResponseHeaders().set("Location", redirect + exchange.getRequestURI());
                exchange.sendResponseHeaders(302, -1);
            } else if (required != null && !authorization.equals(required)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"sandbox\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                backend.serve(exchange);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
