package dev.stagecraft.sandbox.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * The API on a port of 127.0.0.1, below {@code /api/v3} as an installation of one's own has it. Time comes from the given clock and
 * nothing ticks. Steered and read from any thread while it serves.
 */
public final class SimulatedGitHub implements AutoCloseable {
    private static final String BASE = "/api/v3";
    private static final String LOGS = "/signedlogcontent/";
    private static final Pattern REPOSITORY = Pattern.compile("/repos/([^/]+/[^/]+)(.*)");

    /**
     * How the API behaves without being broken.
     *
     * @param listLag from the dispatch until listings show the run
     * @param readLag from the dispatch until the run can be read by its id
     * @param runDetails whether a dispatch may ask for the run's id: GitHub does, Enterprise Server before 3.21 does not
     * @param remaining requests until the rate limit of the hour is met
     */
    public record Weather(Duration listLag, Duration readLag, boolean runDetails, int remaining) {
        public static Weather calm() {
            return new Weather(Duration.ZERO, Duration.ZERO, true, 5000);
        }

        public Weather lag(Duration list, Duration read) {
            return new Weather(list, read, runDetails, remaining);
        }

        public Weather older() {
            return new Weather(listLag, readLag, false, remaining);
        }

        public Weather remaining(int requests) {
            return new Weather(listLag, readLag, runDetails, requests);
        }
    }

    private record Waiting(String method, Pattern path, Fault fault) {}

    private record Access(String repository, boolean write) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong(30_433_642L);
    private final Map<String, SimRepository> repositories = new ConcurrentHashMap<>();
    private final Map<String, Access> tokens = new ConcurrentHashMap<>();
    private final List<Waiting> faults = new ArrayList<>();
    private final List<SimRequest> journal = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile Weather weather = Weather.calm();

    private SimulatedGitHub(HttpServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static SimulatedGitHub start(Clock clock) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
            return new SimulatedGitHub(HttpServer.create(address, 0), clock);
        } catch (IOException failed) {
            throw new UncheckedIOException("The simulated GitHub cannot listen on 127.0.0.1.", failed);
        }
    }

    /** What the operator is told the API's address is. */
    public String api() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
    }

    public SimRepository repository(String name) {
        return repositories.computeIfAbsent(name, key -> new SimRepository(key, clock, ids));
    }

    /** A token that may see one repository, and start runs in it where {@code write} says so. */
    public void token(String token, String repository, boolean write) {
        tokens.put(token, new Access(repository, write));
    }

    /** From now on nobody has that token. */
    public void revoke(String token) {
        tokens.remove(token);
    }

    public void weather(Weather other) {
        weather = other;
    }

    public Weather weather() {
        return weather;
    }

    /** The next request with this method and path, a regular expression below the repository, meets the fault. */
    public synchronized void fault(String method, String path, Fault fault) {
        faults.add(new Waiting(method, Pattern.compile(".*" + path), fault));
    }

    public synchronized void noFaults() {
        faults.clear();
    }

    /** Every request, in the order in which they came. */
    public List<SimRequest> journal() {
        return List.copyOf(journal);
    }

    public long count(String method, String path) {
        return journal.stream()
                .filter(request ->
                        request.method().equals(method) && request.path().matches(".*" + path))
                .count();
    }

    /** What was asked that the contract does not know. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    void allow(SimRequest request, Set<String> parameters) {
        request.query().keySet().stream()
                .filter(name -> !parameters.contains(name))
                .forEach(name -> violations.add(request + " has the unknown parameter " + name));
    }

    String logAddress(long job) {
        return URI.create(api()).resolve(LOGS + job) + "?urlSignature=s1gned";
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = SimRequest.read(exchange);
            journal.add(request);
            if (request.path().startsWith(LOGS)) {
                send(exchange, log(request));
                return;
            }
            check(request);
            var fault = fault(request);
            var real = fault.map(Fault::takesEffect).orElse(true) ? answer(request) : Reply.empty(204);
            switch (fault.orElse(null)) {
                case null -> send(exchange, real);
                case Fault.Answer other ->
                    send(exchange, Reply.error(other.status(), other.message()).with(other.headers()));
                case Fault.Drop drop -> {}
                case Fault.Hang hang -> closing.await();
                case Fault.Garbage garbage ->
                    send(exchange, new Reply(garbage.status(), "<html>Unicorn!</html>", Map.of()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Fault> fault(SimRequest request) {
        for (var waiting : faults) {
            if (waiting.method().equals(request.method())
                    && waiting.path().matcher(request.path()).matches()) {
                faults.remove(waiting);
                return Optional.of(waiting.fault());
            }
        }
        return Optional.empty();
    }

    private void check(SimRequest request) {
        if (request.header("User-Agent").isEmpty()) {
            violations.add(request + " has no User-Agent");
        }
        if (!request.header("Accept").orElse("").equals("application/vnd.github+json")) {
            violations.add(request + " does not accept application/vnd.github+json");
        }
        if (!request.header("X-GitHub-Api-Version").orElse("").equals("2022-11-28")) {
            violations.add(request + " asks for a version that is not followed here");
        }
    }

    private Reply answer(SimRequest request) {
        var access = tokens.get(request.token().orElse(""));
        if (access == null) {
            return Reply.error(401, "Bad credentials");
        }
        var left = weather.remaining();
        if (left == 0) {
            return Reply.error(403, "API rate limit exceeded for user ID 1.").with(rate(0));
        }
        weather = weather.remaining(left - 1);
        var path = REPOSITORY.matcher(request.path().substring(BASE.length()));
        var reply = path.matches() && access.repository().equals(path.group(1))
                ? new Endpoints(repository(path.group(1)), this).answer(request, path.group(2), access.write())
                : Reply.error(404, "Not Found");
        return reply.with(rate(left - 1));
    }

    private Map<String, String> rate(int left) {
        var hour = clock.instant().getEpochSecond() / 3600 + 1;
        return Map.of(
                "x-ratelimit-limit", "5000",
                "x-ratelimit-remaining", Integer.toString(left),
                "x-ratelimit-used", Integer.toString(5000 - left),
                "x-ratelimit-reset", Long.toString(hour * 3600),
                "x-ratelimit-resource", "core");
    }

    private Reply log(SimRequest request) {
        if (request.token().isPresent()) {
            violations.add(request + " carries the token to where logs are kept");
        }
        var job = Long.parseLong(request.path().substring(LOGS.length()));
        return repositories.values().stream()
                .flatMap(repository -> repository.runs().stream())
                .filter(run -> run.id() == job / 10)
                .findFirst()
                .map(run -> new Reply(200, run.log(), Map.of("content-type", "text/plain")))
                .orElseGet(() -> Reply.empty(404));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = reply.body().getBytes(UTF_8);
        var headers = new HashMap<>(reply.headers());
        headers.putIfAbsent("content-type", "application/json; charset=utf-8");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
