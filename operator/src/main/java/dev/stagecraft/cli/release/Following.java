package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Interrupt;
import dev.stagecraft.cli.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Follows what was asked for to its end, driven by a watch. */
final class Following {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Session session;
    private final Ask ask;
    private final Duration limit;
    private final BlockingQueue<Optional<Stagecraft>> changes = new LinkedBlockingQueue<>();
    private Optional<Stagecraft> last = Optional.empty();

    Following(Session session, Ask ask, Duration limit) {
        this.session = session;
        this.ask = ask;
        this.limit = limit;
    }

    /** Empty when it was not over in time. */
    Optional<Verdict> end(boolean live) {
        var console = session.console();
        var goesOn = Next.goesOn(session, ask);
        try (var display = live
                        ? new LiveDisplay(ask, console, session.clock(), new Window(session))
                        : new PlainDisplay(ask, console, session.clock());
                var _ = Interrupt.doing(leaving(display, goesOn))) {
            return followed(display);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(goesOn).exiting(ExitCode.INTERRUPTED);
        }
    }

    private Runnable leaving(Display display, String goesOn) {
        return () -> {
            display.close();
            session.console().note(goesOn);
        };
    }

    /** The newest state that was seen. */
    Optional<Stagecraft> last() {
        return last;
    }

    private Optional<Verdict> followed(Display display) throws InterruptedException {
        var judge = new Judge(ask);
        var began = session.clock().instant();
        var resources = session.world().resources();
        try (var _ = resources.watch(ask.namespace(), ask.name(), changes::add)) {
            if (resources.find(ask.namespace(), ask.name()).isEmpty()) {
                return Optional.of(judge.gone()); // before the watch began, which would never tell
            }
            while (true) {
                var since = Duration.between(began, session.clock().instant());
                if (since.compareTo(limit) >= 0) {
                    return Optional.empty();
                }
                var verdict = next(display, judge, began, limit.minus(since));
                if (!(verdict instanceof Verdict.Going)) {
                    return Optional.of(verdict);
                }
            }
        }
    }

    private Verdict next(Display display, Judge judge, Instant began, Duration left) throws InterruptedException {
        var patience = left.compareTo(TICK) < 0 ? left : TICK;
        var change = changes.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (change == null) {
            display.tick();
        } else if (change.isEmpty()) {
            return judge.gone();
        } else {
            last = change;
            display.show(change.get());
        }
        var since = Duration.between(began, session.clock().instant());
        return last.map(now -> judge.judge(now, since)).orElseGet(Verdict.Going::new);
    }
}
