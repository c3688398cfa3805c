package dev.stagecraft.sandbox.digitalocean;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The API on a port of 127.0.0.1. Time comes from the given clock and nothing ticks, so with a clock that stands still
 * nothing changes between two requests. Steered and read from any thread while it serves.
 */
public final class SimulatedDigitalOcean implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Team> teamsByToken = new ConcurrentHashMap<>();
    private final Map<String, Team> teamsByName = new ConcurrentHashMap<>();
    private final Map<String, RateMeter> meters = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final Journal journal = new Journal();
    private final World world;
    private volatile Weather weather = Weather.calm();
    private final Routes routes;

    /**
     * What stands around the API.
     *
     * @param port 0 takes a free one
     */
    public record Options(Clock clock, AddressPool addresses, DropletListener listener, int port) {
        /** Any free port, loopback addresses, no machines. */
        public static Options at(Clock clock) {
            return new Options(clock, AddressPool.loopback(), DropletListener.NONE, 0);
        }

        public Options listener(DropletListener other) {
            return new Options(clock, addresses, other, port);
        }

        public Options addresses(AddressPool other) {
            return new Options(clock, other, listener, port);
        }
    }

    private SimulatedDigitalOcean(HttpServer server, Options options) {
        this.server = server;
        this.world = new World(
                options.clock(),
                () -> weather,
                options.addresses(),
                options.listener(),
                threads,
                new AtomicLong(400_000_000));
        this.routes = new Routes(world);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public static SimulatedDigitalOcean start(Options options) {
        try {
            var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port());
            return new SimulatedDigitalOcean(HttpServer.create(address, 0), options);
        } catch (IOException failed) {
            throw new UncheckedIOException("The simulated DigitalOcean cannot listen on 127.0.0.1.", failed);
        }
    }

    /** What the operator is told the API's address is. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The team of that name, made if need be, reached by {@code token} from now on. */
    public Team team(String name, String token) {
        Team team = teamsByName.computeIfAbsent(name, key -> new Team(key, world));
        teamsByToken.put(token, team);
        return team;
    }

    /** The token is not known any more. */
    public void revoke(String token) {
        teamsByToken.remove(token);
    }

    public void weather(Weather weather) {
        this.weather = weather;
    }

    public Weather weather() {
        return weather;
    }

    public Faults faults() {
        return faults;
    }

    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            SimRequest request = SimRequest.read(exchange, baseUrl());
            Optional<Fault> fault = faults.take(request.method(), request.path());
            Reply reply = fault.map(Fault::takesEffect).orElse(true) ? answer(request) : Reply.noContent();
            Reply shown = fault.map(found -> distorted(found, reply)).orElse(reply);
            boolean silent = fault.filter(found -> found instanceof Fault.Hang || found instanceof Fault.Drop)
                    .isPresent();
            record(request, silent ? new Reply(0, shown.body(), Map.of()) : shown, fault);
            if (fault.filter(Fault.Hang.class::isInstance).isPresent()) {
                closing.await();
            }
            if (fault.orElse(null) instanceof Fault.Held held) {
                held.arrived().countDown();
                held.go().await();
            }
            if (!silent) {
                send(exchange, shown, fault);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply answer(SimRequest request) {
        String token = request.token().orElse("");
        Team team = teamsByToken.get(token);
        RateMeter meter = meters.computeIfAbsent(token, key -> new RateMeter());
        synchronized (meter) {
            var now = world.clock().instant();
            Weather.Limits limits = world.weather().limits();
            Optional<Reply> refusal = meter.refusal(now, limits);
            Reply reply = refusal.orElseGet(() -> permitted(team, request));
            var headers = new HashMap<>(meter.headers(now, limits, refusal.isPresent()));
            headers.putAll(reply.headers());
            headers.put("x-request-id", new UUID(0, world.ids().incrementAndGet()).toString());
            return new Reply(reply.status(), reply.body(), headers);
        }
    }

    private Reply permitted(@org.jspecify.annotations.Nullable Team team, SimRequest request) {
        if (team == null) {
            return Reply.error(401, "unauthorized", "Unable to authenticate you");
        }
        if (!request.method().equals("GET") && !team.mayWrite(request.token().orElse(""))) {
            return Reply.error(403, "forbidden", "You are not authorized to perform this operation");
        }
        return routes.answer(team, request);
    }

    private static Reply distorted(Fault fault, Reply reply) {
        return switch (fault) {
            case Fault.Status status -> {
                Reply error = Reply.error(status.status(), status.id(), status.message());
                yield new Reply(error.status(), error.body(), reply.headers());
            }
            case Fault.TooMany refused -> {
                Reply error = Reply.error(429, "too_many_requests", "API Rate limit exceeded.");
                yield new Reply(
                        error.status(), error.body(), Map.of("retry-after", Integer.toString(refused.retryAfter())));
            }
            case Fault.Hang hang -> reply;
            case Fault.Drop drop -> reply;
            case Fault.Held held -> reply;
            case Fault.Garbage garbage -> new Reply(garbage.status(), reply.body(), reply.headers());
            case Fault.Redirect redirect -> new Reply(307, reply.body(), Map.of("location", redirect.location()));
            case Fault.Rewrite rewrite -> reply;
        };
    }

    private void record(SimRequest request, Reply reply, Optional<Fault> fault) {
        String team = Optional.ofNullable(teamsByToken.get(request.token().orElse("")))
                .map(Team::name)
                .orElse("");
        journal.add(new JournalEntry(
                team,
                request.method(),
                request.path(),
                request.query(),
                request.body(),
                reply.status(),
                reply.headers(),
                reply.body(),
                fault.map(found -> found.getClass().getSimpleName()).orElse("")));
    }

    private static void send(HttpExchange exchange, Reply reply, Optional<Fault> fault) throws IOException {
        String text = reply.body().isMissingNode() ? "" : reply.body().toString();
        if (fault.orElse(null) instanceof Fault.Garbage garbage) {
            text = garbage.body();
        }
        if (fault.orElse(null) instanceof Fault.Rewrite rewrite) {
            text = text.replace(rewrite.from(), rewrite.to());
        }
        byte[] bytes = text.getBytes(UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("content-type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
