package dev.stagecraft.cli.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One run of a program, from its start to the end of everything that came of it. */
final class ChildRun {
    /** How long output that is on its way is waited for, when nobody is left to write any. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Child child;
    private final Lines lines;
    private final Duration grace;

    /** @param grace to end in, before it is killed */
    ChildRun(Child child, Lines lines, Duration grace) {
        this.child = child;
        this.lines = lines;
        this.grace = grace;
    }

    /**
     * Returns when nothing of it is left, all of its output is written, and either it ended or {@code stop} asked for that.
     *
     * @return its exit code; empty where it was stopped
     * @throws IOException where it could not be started
     */
    OptionalInt run(StopRequest stop) throws IOException, InterruptedException {
        ProcessTree tree = ProcessTree.start(child.mark(), child.directory(), child.command(), child.environment());
        // One of the machine's own: a write to a screen that nobody reads would keep a carrier from the virtual ones.
        Thread reader = Thread.ofPlatform()
                .daemon()
                .start(() -> new OutputLines(line -> lines.line(child.name(), line)).pump(tree.output()));
        CompletableFuture<Integer> exit = tree.exit();
        try {
            CompletableFuture.anyOf(exit, stop.whenAsked()).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither of the two can fail.", e);
        } finally {
            if (tree.stop(stop.grace(grace)) && !stop.askedTwice()) {
                lines.say("%s did not end within %d s and was killed.".formatted(child.title(), grace.toSeconds()));
            }
            reader.join(LAST_WORDS);
        }
        return stop.asked() ? OptionalInt.empty() : OptionalInt.of(exit.join());
    }
}
