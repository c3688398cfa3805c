package dev.stagecraft.sandbox.net;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the web service of a project on one host again and again, as a proxy on that host would: every container that runs.
 * A round in which none answers is silent; one alone can be a container that went between being listed and being asked,
 * two in a row are an outage.
 */
public final class Visitor implements AutoCloseable {

    private static final String ROUND = """
            for id in $(docker ps --quiet --filter label=com.docker.compose.project="$1" \
                --filter label=com.docker.compose.service=web); do
                echo listed
                address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$id")
                curl -fsS --max-time 5 "http://$address:8080/" || true
            done 2>/dev/null
            """;

    private final ProjectOnHost project;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger longestSilence = new AtomicInteger();
    private final Thread thread;

    private Visitor(ProjectOnHost project) {
        this.project = project;
        this.thread = Thread.ofVirtual().name("visitor").start(this::visit);
    }

    /** Starts asking. */
    public static Visitor of(ProjectOnHost project) {
        return new Visitor(project);
    }

    /** How often the service was asked. */
    public int rounds() {
        return rounds.get();
    }

    /** In how many rounds two containers ran and at least one of them answered. */
    public int roundsWithTwo() {
        return together.get();
    }

    /** How many rounds in a row went without any answer, at most. */
    public int longestSilence() {
        return longestSilence.get();
    }

    /** Stops asking; the numbers stay. */
    @Override
    public void close() {
        leaving.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void visit() {
        int silence = 0;
        while (!leaving.get()) {
            List<String> seen = project.host()
                    .run("sh", "-c", ROUND, "visit", project.project())
                    .out()
                    .lines()
                    .toList();
            long listed = seen.stream().filter("listed"::equals).count();
            boolean answered = seen.size() > listed;
            silence = answered ? 0 : silence + 1;
            longestSilence.accumulateAndGet(silence, Math::max);
            if (answered && listed > 1) {
                together.incrementAndGet();
            }
            rounds.incrementAndGet();
        }
    }
}
