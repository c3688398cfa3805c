package dev.stagecraft.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /livez}, {@code /readyz} and {@code /metrics}, each request on a virtual thread of its own. */
public final class OperatorServer implements AutoCloseable {
    private static final Duration CHECK_DEADLINE = Duration.ofSeconds(2);
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("http-", 0).factory());

    private OperatorServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Listens at once.
     *
     * @throws UncheckedIOException if the address cannot be had, with a sentence that names it
     */
    public static OperatorServer start(InetSocketAddress address, Endpoints endpoints) {
        try {
            var server = new OperatorServer(HttpServer.create(address, 64));
            server.serve(endpoints);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot listen on %s for health and metrics: is the port taken? Set another one."
                            .formatted(address),
                    failure);
        }
    }

    /** Where it listens, with the port that was had if a free one was asked for. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops listening, and gives requests under way one second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }

    private void serve(Endpoints endpoints) {
        serve("/livez", () -> health(endpoints.liveness()));
        serve("/readyz", () -> health(endpoints.readiness()));
        serve("/metrics", () -> new Answer(200, EXPOSITION, endpoints.metrics().get()));
        serve("/", () -> new Answer(404, PLAIN, "Here are /livez, /readyz and /metrics.\n"));
        server.setExecutor(threads);
        server.start();
    }

    private Answer health(List<HealthCheck> checks) {
        var report = HealthReport.of(checks, threads, CHECK_DEADLINE);
        return new Answer(report.healthy() ? 200 : 503, PLAIN, report.text());
    }

    /** A context catches whole subtrees; only its own path is answered from it. */
    private void serve(String path, Supplier<Answer> answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                send(exchange, answerTo(exchange, path, answer));
            }
        });
    }

    private static Answer answerTo(HttpExchange exchange, String path, Supplier<Answer> answer) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            return new Answer(405, PLAIN, "Only GET and HEAD are served here.\n");
        }
        if (!path.equals("/") && !exchange.getRequestURI().getPath().equals(path)) {
            return new Answer(404, PLAIN, "Here are /livez, /readyz and /metrics.\n");
        }
        try {
            return answer.get();
        } catch (RuntimeException failure) {
            return new Answer(
                    500,
                    PLAIN,
                    "The answer could not be made: " + failure.getClass().getSimpleName() + ".\n");
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        if (answer.status() == 405) {
            headers.set("Allow", "GET, HEAD");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
