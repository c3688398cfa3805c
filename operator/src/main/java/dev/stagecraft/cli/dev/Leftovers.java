package dev.stagecraft.cli.dev;

import java.time.Duration;
import java.util.List;

/** Processes of a run that had no chance to stop them. */
final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Leftovers() {}

    /**
     * Stops those whose environment has an entry that begins so.
     *
     * @return whether there were any
     */
    static boolean stop(String prefix) throws InterruptedException {
        List<ProcessHandle> found = Machine.marked(prefix);
        found.forEach(ProcessHandle::destroy);
        var grace = Patience.of(GRACE);
        while (!Machine.marked(prefix).isEmpty() && !grace.over()) {
            grace.await(LOOK);
        }
        Machine.marked(prefix).forEach(ProcessHandle::destroyForcibly);
        return !found.isEmpty();
    }
}
