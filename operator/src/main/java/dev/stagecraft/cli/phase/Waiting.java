package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Interrupt;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Watches a resource until what was asked of the operator has an outcome, and tells meanwhile how far it is. */
final class Waiting {
    /** What has stood for some time may be an answer as well. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Session session;
    private final Duration limit;
    private String told = "";

    Waiting(Session session, Duration limit) {
        this.session = session;
        this.limit = limit;
    }

    /** Says it on standard error, unless it was the last that was said. */
    void tell(String sentence) {
        if (!sentence.isEmpty() && !sentence.equals(told)) {
            told = sentence;
            session.console().note(sentence);
        }
    }

    /**
     * The first outcome that is seen.
     *
     * @param outcome is given the resource as it is, whenever it changes, and once a second; without one when it is gone, also where another
     *     of its name was made since
     * @param awaited what there is to see in the end, for the sentence of a wait that was too short
     */
    <T> T until(Stagecraft resource, String awaited, Function<Optional<Stagecraft>, Optional<T>> outcome) {
        var name = resource.getMetadata().getName();
        var namespace = resource.getMetadata().getNamespace();
        var seen = new LinkedBlockingQueue<Optional<Stagecraft>>();
        long end = System.nanoTime() + limit.toNanos();
        var console = session.console();
        var goesOn = "The operator goes on; " + Suggestion.command(session, "status", name) + " tells how far it is.";
        try (var _ = Interrupt.doing(() -> console.note(goesOn));
                var _ = session.world().resources().watch(namespace, name, seen::add)) {
            if (session.world()
                    .resources()
                    .find(namespace, name)
                    .filter(now -> same(resource, now))
                    .isEmpty()) {
                seen.add(Optional.empty()); // before the watch began, which would never tell
            }
            boolean any = false;
            Optional<Stagecraft> last = Optional.empty();
            while (true) {
                var next = seen.poll(Math.min(end - System.nanoTime(), TICK.toNanos()), TimeUnit.NANOSECONDS);
                if (next != null) {
                    any = true;
                    last = next;
                } else if (System.nanoTime() >= end) {
                    throw CommandFailure.of("After " + Limit.words(limit) + " " + awaited
                                    + " is still to come; the operator goes on, and "
                                    + Suggestion.command(session, "status", name) + " tells how far it is.")
                            .exiting(ExitCode.TIMEOUT);
                }
                if (any) {
                    var found = outcome.apply(last.filter(now -> same(resource, now)));
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(goesOn, stopped).exiting(ExitCode.INTERRUPTED);
        }
    }

    private static boolean same(Stagecraft resource, Stagecraft now) {
        return Objects.equals(resource.getMetadata().getUid(), now.getMetadata().getUid());
    }
}
