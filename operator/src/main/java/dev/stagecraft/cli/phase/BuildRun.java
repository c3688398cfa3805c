package dev.stagecraft.cli.phase;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Interrupt;
import dev.stagecraft.cli.session.Limit;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.SourceBuilds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has images built, all at once, until each is in its registry. */
final class BuildRun {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final int ATTEMPTS = 5;

    private final Session session;
    private final SourceBuilds builds;
    private final long end;
    private final Duration limit;
    private final Map<String, String> told = new HashMap<>();
    private final Set<String> begun = new ConcurrentSkipListSet<>();
    private final Set<String> left = new ConcurrentSkipListSet<>();
    private final Map<String, Integer> failures = new HashMap<>();

    BuildRun(Session session, Duration limit) {
        this.session = session;
        this.builds = session.world().builds();
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** The digest of each, by its name. */
    SortedMap<String, String> run(List<SourceBuilds.Image> images) {
        images.forEach(image -> left.add(image.name()));
        var console = session.console();
        try (var _ = Interrupt.doing(() -> console.note(goingOn(left, begun)))) {
            return awaited(images);
        }
    }

    private SortedMap<String, String> awaited(List<SourceBuilds.Image> images) {
        var digests = new TreeMap<String, String>();
        var waiting = new ArrayList<>(images);
        while (!waiting.isEmpty()) {
            var again = AFTER_TROUBLE;
            for (var image : List.copyOf(waiting)) {
                switch (builds.advance(image)) {
                    case BuildOutcome.Built() -> {
                        digests.put(image.name(), built(image));
                        waiting.remove(image);
                        left.remove(image.name());
                    }
                    case BuildOutcome.Building(var after, var why, var started) -> {
                        if (started) {
                            begun.add(image.name());
                        }
                        tell(image, why);
                        again = after.compareTo(again) < 0 ? after : again;
                    }
                    case BuildOutcome.Failed(var reason, var message, var passing) ->
                        failed(image, "(" + reason.label() + ") " + message, passing);
                }
            }
            if (!waiting.isEmpty()) {
                rest(again);
            }
        }
        return digests;
    }

    private String built(SourceBuilds.Image image) {
        return builds.digest(image)
                .orElseThrow(() -> CommandFailure.of("The build of " + image.name()
                        + " ended well, and its registry has no such image; look at the log of the build."));
    }

    private void failed(SourceBuilds.Image image, String message, boolean passing) {
        begun.remove(image.name());
        var words = "The build of " + String.join(", ", image.services()) + " failed " + Sentence.of(message);
        if (!passing || failures.merge(image.name(), 1, Integer::sum) >= ATTEMPTS) {
            throw CommandFailure.of(words);
        }
        tell(image, words);
    }

    private void tell(SourceBuilds.Image image, String why) {
        if (!why.equals(told.put(image.name(), why))) {
            session.console().note(why);
        }
    }

    private void rest(Duration again) {
        long now = System.nanoTime();
        if (now >= end) {
            throw CommandFailure.of("After " + Limit.words(limit)
                            + " it is still building: "
                            + String.join(", ", left) + ". " + goingOn(left, begun))
                    .exiting(ExitCode.TIMEOUT);
        }
        try {
            // Nothing counts it down: it is the wait that is wanted.
            new CountDownLatch(1).await(Math.min(again.toNanos(), end - now), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(goingOn(left, begun), stopped).exiting(ExitCode.INTERRUPTED);
        }
    }

    /** What becomes of images that nobody waits for any more: one that waited for its turn did so in this process. */
    static String goingOn(Collection<String> left, Set<String> begun) {
        var working = left.stream().filter(begun::contains).toList();
        if (working.size() == left.size()) {
            return "The builds go on; run the same command again to wait for them.";
        }
        return working.isEmpty()
                ? "None of these builds had begun; run the same command again for them."
                : "Only these had begun, and go on: " + String.join(", ", working)
                        + ". Run the same command again to wait for them and to build the others.";
    }
}
