package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostClock;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps one connection a host open over the steps of a release. A session is used by one step at a time; one that failed or
 * was idle for long is closed and opened anew. Thread-safe.
 */
public final class HostSessions implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final HostConnector connector;
    private final Bootstrap.Limits limits;
    private final Clock clock;
    private final Map<HostAddress, Open> sessions = new ConcurrentHashMap<>();

    private record Open(HostConnection connection, HostFacts facts, Clock hostClock, Instant usedAt) {}

    /**
     * A host that is connected and known to be usable.
     *
     * @param clock the host's own, by which the engine tells times
     */
    public record Session(HostConnection connection, HostFacts facts, Clock clock) {}

    public HostSessions(HostConnector connector, Bootstrap.Limits limits, Clock clock) {
        this.connector = connector;
        this.limits = limits;
        this.clock = clock;
    }

    /** The public half of a private key, as authorized_keys wants it. */
    public String authorizedKey(dev.stagecraft.secret.Secret privateKey) {
        return connector.publicKeyOf(privateKey);
    }

    /**
     * Runs the work on the host. Throws what connecting, bootstrapping and the work throw; after any exception the connection
     * is closed.
     */
    public <T> T with(HostAddress address, Function<Session, T> work) {
        var open = take(address);
        boolean good = false;
        try {
            var result = work.apply(new Session(open.connection(), open.facts(), open.hostClock()));
            good = true;
            return result;
        } finally {
            if (good) {
                giveBack(address, open);
            } else {
                open.connection().close();
            }
        }
    }

    private Open take(HostAddress address) {
        closeIdle();
        var kept = sessions.remove(address);
        if (kept != null && kept.connection().isOpen()) {
            return kept;
        }
        var connection = connector.connect(address);
        boolean usable = false;
        try {
            var facts = new Bootstrap(connection, limits).run();
            var hostClock = HostClock.read(connection, clock);
            usable = true;
            return new Open(connection, facts, hostClock, clock.instant());
        } finally {
            if (!usable) {
                connection.close();
            }
        }
    }

    private void giveBack(HostAddress address, Open open) {
        var other = sessions.put(address, new Open(open.connection(), open.facts(), open.hostClock(), clock.instant()));
        if (other != null) {
            other.connection().close();
        }
    }

    private void closeIdle() {
        var before = clock.instant().minus(IDLE);
        sessions.forEach((address, open) -> {
            if (open.usedAt().isBefore(before) && sessions.remove(address, open)) {
                open.connection().close();
            }
        });
    }

    @Override
    public void close() {
        sessions.values().forEach(open -> open.connection().close());
        sessions.clear();
    }
}
