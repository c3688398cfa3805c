package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.ContainerCommands;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import dev.stagecraft.host.LogRange;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The logs of a service's containers on one host. A connection that is lost is made again, and the log goes on behind the last line
 * that was written; a container that a release puts in the place of another is found when the log of the other ends.
 */
final class FollowedHost {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Reach reach;
    private final LogRange range;
    private final HostAddress host;
    private final LogPrinter printer;

    /** By container, the time of the last line that was written. */
    private final Map<String, String> written = new ConcurrentHashMap<>();

    /** By container, what is wanted of the log of one of which nothing was written yet. */
    private final Map<String, LogRange> ranges = new ConcurrentHashMap<>();

    /** Containers whose log was read to its end, though it may go on when they are started again. */
    private final Set<String> done = new HashSet<>();

    /** By container, why its log ended early when it was last read; the same is not told again and again. */
    private final Map<String, String> early = new ConcurrentHashMap<>();

    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean stopping;
    private boolean connected;
    private boolean told;
    private boolean away;
    private Duration pause = SOON;

    FollowedHost(Reach reach, LogRange range, HostAddress host, LogPrinter printer) {
        this.reach = reach;
        this.range = range;
        this.host = host;
        this.printer = printer;
    }

    /** The log of a container has ended; {@code lost} with the connection. */
    private record Ended(String container, Optional<HostException> lost) {}

    /** @return false when the host cannot be read any more, which has been told */
    boolean follow() throws InterruptedException {
        try {
            return connecting();
        } finally {
            stopping = true;
        }
    }

    private boolean connecting() throws InterruptedException {
        while (!printer.closed()) {
            try (var wires = Wires.connect(reach.connector(), host)) {
                back();
                read(wires);
            } catch (HostException lost) {
                if (!connected || !lost.retryable()) {
                    return gaveUp(lost);
                }
                away(lost);
            } catch (HostCommandException failed) {
                if (!failed.retryable()) {
                    return gaveUp(failed);
                }
                away(failed);
            } catch (HostNotUsable | HostOwnedByAnother refused) {
                return gaveUp(refused);
            }
            rest();
        }
        return true;
    }

    private boolean gaveUp(RuntimeException why) {
        printer.note("warning: " + why.getMessage());
        return false;
    }

    private void back() {
        if (away) {
            printer.note("Host " + host.display() + " is connected to again.");
        }
        connected = true;
        away = false;
        pause = SOON;
    }

    private void away(RuntimeException why) {
        if (!away) {
            printer.note("warning: " + why.getMessage() + " It is tried again until you end this.");
        }
        away = true;
    }

    private void rest() throws InterruptedException {
        if (never.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("this never comes");
        }
        pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    }

    private void read(Wires wires) throws InterruptedException {
        var ended = new LinkedBlockingQueue<Ended>();
        var open = new HashSet<String>();
        while (!printer.closed()) {
            boolean first = ranges.isEmpty();
            var containers = first ? reach.serving(wires.first()) : reach.all(wires.first());
            missing(containers);
            for (var container : containers) {
                if (!open.contains(container.id()) && due(container)) {
                    ranges.putIfAbsent(container.id(), first ? range : LogRange.ALL);
                    open.add(container.id());
                    start(wires, container, containers, ended);
                }
            }
            next(ended, open);
        }
    }

    private void missing(List<Container> containers) {
        if (containers.isEmpty() && !told) {
            printer.note("Host " + host.display() + " has no container of "
                    + reach.service().name() + " now; it is waited for.");
        }
        told = containers.isEmpty();
    }

    /** One that has ended for good has no more to say than was read. */
    private boolean due(Container container) {
        return !done.contains(container.id())
                || switch (container.state()) {
                    case RUNNING, PAUSED, RESTARTING -> true;
                    case CREATED, REMOVING, EXITED, DEAD -> false;
                };
    }

    private void next(BlockingQueue<Ended> ended, Set<String> open) throws InterruptedException {
        var first = open.isEmpty() ? null : ended.take();
        for (var next = first; next != null; next = ended.poll()) {
            open.remove(next.container());
            if (next.lost().isPresent()) {
                throw next.lost().get();
            }
            done.add(next.container());
        }
        // What ends is often replaced, and what restarts does so after a moment.
        var another = ended.poll(SOON.toMillis(), TimeUnit.MILLISECONDS);
        if (another != null) {
            ended.add(another);
        }
    }

    private void start(Wires wires, Container container, List<Container> beside, BlockingQueue<Ended> ended) {
        var name = Reach.source(host, container, beside);
        printer.widen(name.length());
        Thread.ofVirtual().name("log-" + container.name()).start(() -> {
            Optional<HostException> lost = Optional.empty();
            try {
                copy(wires, container, name);
            } catch (HostException broken) {
                lost = Optional.of(broken);
            } catch (CommandFailure failed) {
                endedEarly(container, String.valueOf(failed.getMessage()));
            } finally {
                ended.add(new Ended(container.id(), lost));
            }
        });
    }

    private void endedEarly(Container container, String why) {
        if (!stopping && !why.equals(early.put(container.id(), why))) {
            printer.note("warning: " + why + " It is tried again until you end this.");
        }
    }

    private void copy(Wires wires, Container container, String name) {
        var after = written.getOrDefault(container.id(), "");
        var range = after.isEmpty() ? ranges.getOrDefault(container.id(), LogRange.ALL) : LogRange.from(after);
        var program = wires.start(ContainerCommands.follow(container.id(), range));
        try {
            var source = new LogSource(name, host, container, program);
            // Whether anybody reads is asked before the next line is waited for, which may never come.
            for (var line = source.peek();
                    line.isPresent();
                    line = printer.closed() ? Optional.empty() : source.peek()) {
                source.take();
                if (line.get().time().compareTo(after) > 0) {
                    printer.print(name, line.get().text());
                    written.put(container.id(), line.get().time());
                    early.remove(container.id());
                }
            }
            if (!printer.closed()) {
                source.finish();
                source.passedOver().ifPresent(left -> printer.note("warning: " + left));
            }
        } finally {
            wires.end(program);
        }
    }
}
