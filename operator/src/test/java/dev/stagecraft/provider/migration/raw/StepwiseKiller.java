package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.sandbox.database.CuttingProxy;
import dev.stagecraft.sandbox.database.CuttingProxy.Cut;
import dev.stagecraft.sandbox.database.CuttingProxy.Plan;
import dev.stagecraft.sandbox.database.DatabaseKind;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Before each try of a file prepares one kill, of the connection at a statement or of the session at some time; after some kills
 * a file is let through.
 */
final class StepwiseKiller implements MigrationListener {
    private static final int MOST_A_FILE = 3;
    private static final Duration LONGEST = Duration.ofMillis(20);

    private final Scene scene;
    private final CuttingProxy proxy;
    private final Random random;
    private final List<String> words;
    private final AtomicInteger ended = new AtomicInteger();
    private Thread killer = new Thread(() -> {});
    private int prepared;

    /** @param words of statements at which connections are cut */
    StepwiseKiller(Scene scene, CuttingProxy proxy, Random random, List<String> words) {
        this.scene = scene;
        this.proxy = proxy;
        this.random = random;
        this.words = words;
    }

    int kills() {
        return proxy.cuts() + ended.get();
    }

    void nextFile() {
        prepared = 0;
    }

    /** Until no kill is under way. */
    void await() throws InterruptedException {
        killer.join();
    }

    @Override
    public void before(Migration migration) {
        if (prepared == MOST_A_FILE) {
            return;
        }
        prepared++;
        int kind = random.nextInt(words.size() + 1);
        if (kind == words.size()) {
            long after = random.nextLong(LONGEST.toNanos());
            killer = Thread.ofVirtual().start(() -> {
                LockSupport.parkNanos(after); // The point of it: any time is good, and none is waited for.
                endSessions();
            });
        } else {
            var cuts = List.of(Cut.values());
            proxy.arm(new Plan(words.get(kind), 1 + random.nextInt(2), cuts.get(random.nextInt(cuts.size()))));
        }
    }

    private void endSessions() {
        if (scene.database.kind() == DatabaseKind.POSTGRESQL) {
            List<String> answers = scene.database.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'stagecraft operator-a' AND datname = current_database()");
            ended.addAndGet(answers.size());
            return;
        }
        for (String id : scene.database.rows(
                "SELECT id FROM information_schema.processlist" + " WHERE db = database() AND id <> connection_id()")) {
            try {
                scene.database.run("KILL " + id);
                ended.incrementAndGet();
            } catch (IllegalStateException gone) {
                // It ended by itself, which is no kill.
            }
        }
    }

    @Override
    public String toString() {
        return "%d kills (%d cuts, %d sessions ended)".formatted(kills(), proxy.cuts(), ended.get());
    }
}
