package dev.stagecraft.sandbox.net;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the web service of a project on one host again and again, as a proxy on that host would: every container that runs.
 * A round in which none answers is silent; one alone can be a container that went between being listed and being asked,
 * two in a row are an outage. An answer that says failure is one at once, whoever else answers.
 */
public final class Visitor implements AutoCloseable {

    private static final String ROUND = """
            for id in $(docker ps --quiet --filter label=com.docker.compose.project="$1" \
                --filter label=com.docker.compose.service=web); do
                echo listed
                address=$(docker inspect --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$id")
                curl -fsS --max-time 5 "http://$address:8080$2" || { [ $? -ne 22 ] || echo failed; }
            done 2>/dev/null
            """;

    private final ProjectOnHost project;
    private final String path;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger longestSilence = new AtomicInteger();
    private final Thread thread;

    private Visitor(ProjectOnHost project, String path) {
        this.project = project;
        this.path = path;
        this.thread = Thread.ofVirtual().name("visitor").start(this::visit);
    }

    /** Starts asking. */
    public static Visitor of(ProjectOnHost project) {
        return of(project, "/");
    }

    /** Starts asking for that path, which answers with one line. */
    public static Visitor of(ProjectOnHost project, String path) {
        return new Visitor(project, path);
    }

    /** How often the service was asked. */
    public int rounds() {
        return rounds.get();
    }

    /** In how many rounds two containers ran and at least one of them answered. */
    public int roundsWithTwo() {
        return together.get();
    }

    /** How many answers had a status of 400 or more. */
    public int failures() {
        return failures.get();
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
                    .run("sh", "-c", ROUND, "visit", project.project(), path)
                    .out()
                    .lines()
                    .toList();
            long listed = seen.stream().filter("listed"::equals).count();
            long failed = seen.stream().filter("failed"::equals).count();
            boolean answered = seen.size() > listed + failed;
            failures.addAndGet((int) failed);
            silence = answered ? 0 : silence + 1;
            longestSilence.accumulateAndGet(silence, Math::max);
            if (answered && listed > 1) {
                together.incrementAndGet();
            }
            rounds.incrementAndGet();
        }
    }
}
