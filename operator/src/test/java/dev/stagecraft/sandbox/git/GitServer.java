package dev.stagecraft.sandbox.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
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

/** Serves the repositories below a directory at {@code http://127.0.0.1:port/name.git}, or over TLS. */
public final class GitServer implements AutoCloseable {
    private static final int BACKLOG = 64;
    private static final String NO_PORT = "A free loopback port for the Git server could not be had.";

    private final String scheme;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpBackend backend;
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile @Nullable String required;
    private volatile String redirect = "";
    private volatile int status;

    private GitServer(String scheme, HttpServer server, HttpBackend backend) {
        this.scheme = scheme;
        this.server = server;
        this.backend = backend;
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Listens at once. */
    public static GitServer start(Path repositories) {
        try {
            return new GitServer("http", HttpServer.create(loopback(), BACKLOG), new HttpBackend(repositories));
        } catch (IOException failure) {
            throw new UncheckedIOException(NO_PORT, failure);
        }
    }

    /** The same over TLS. */
    public static GitServer start(Path repositories, LoopbackTls tls) {
        try {
            var https = HttpsServer.create(loopback(), BACKLOG);
            https.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
            return new GitServer("https", https, new HttpBackend(repositories));
        } catch (IOException failure) {
            throw new UncheckedIOException(NO_PORT, failure);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The address of a repository. */
    public String url(String repository) {
        return origin() + "/" + repository;
    }

    public String origin() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
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
