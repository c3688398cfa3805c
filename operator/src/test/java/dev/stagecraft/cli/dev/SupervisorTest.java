package dev.stagecraft.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.session.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: scripts of this machine's shell. */
@Timeout(60)
class SupervisorTest {
    private static final Backoff QUICK =
            new Backoff(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofSeconds(30));

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final StopRequest stop = new StopRequest();

    @AfterEach
    void nothingIsLeft() {
        assertEquals(List.of(), left());
    }

    @Test
    void linesOfSeveralProcessesAreWholeAndThePartialOneIsShown() throws Exception {
        var supervisor = supervisor(false, Duration.ofSeconds(10));
        supervisor.start(
                child("a", "for i in 1 2 3 4 5 6 7 8 9; do printf first; printf -- -half; echo; done; printf end"));
        supervisor.start(child("b", "for i in 1 2 3 4 5 6 7 8 9; do echo other >&2; done"));

        assertEquals(0, supervisor.await());

        assertEquals(9, lines("a          | first-half"));
        assertEquals(1, lines("a          | end"));
        assertEquals(9, lines("b          | other"));
        assertEquals(21, text().lines().count(), this::text);
    }

    @Test
    void theProgramGetsItsDirectoryItsEnvironmentAndNoInput() throws Exception {
        var supervisor = supervisor(false, Duration.ofSeconds(10));
        supervisor.start(child("a", "pwd; echo \"$GREETING\"; cat; echo end"));

        supervisor.await();

        assertTrue(
                text().startsWith(
                                "a          | " + directory.toRealPath() + "\na          | hello\na          | end\n"),
                this::text);
    }

    @Test
    void whatEndsIsStartedAgainLaterEachTime() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(10));
        supervisor.start(child("a", "echo run; exit 3"));

        await().until(() -> lines("a          | run") >= 4);
        stop.request();
        int failures = supervisor.await();

        assertTrue(failures >= 3, () -> "failures: " + failures);
        assertTrue(text().contains("stagecraft | a ended with code 3 after 0"), this::text);
    }

    @Test
    void withoutRestartItEndsAndTellsTheFailures() throws Exception {
        var supervisor = supervisor(false, Duration.ofSeconds(10));
        supervisor.start(child("a", "exit 3"));
        supervisor.start(child("b", "true"));

        assertEquals(1, supervisor.await());
        assertEquals(
                2,
                text().lines()
                        .filter(line -> line.contains(" ended with code "))
                        .count());
    }

    @Test
    void whatGoesOnAsAnotherIsStartedAsThatUntilThereIsNone() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(10));
        var next = new ArrayDeque<>(List.of(child("b", "echo second")));
        supervisor.start(child("a", "echo first"), () -> Optional.ofNullable(next.poll()));

        assertEquals(0, supervisor.await());

        assertEquals(1, lines("a          | first"), this::text);
        assertEquals(1, lines("b          | second"), this::text);
        assertEquals(
                1,
                text().lines().filter(line -> line.startsWith("stagecraft | ")).count(),
                "only the first end is told\n" + text());
    }

    @Test
    void aProgramThatIsAskedSomethingIsNotWaitedForBehindARequestToStop() {
        var programs = new Programs(directory, System.getenv());
        var answer = CompletableFuture.supplyAsync(() -> programs.run(List.of("sleep", "1000"), stop.whenAsked()));
        await().until(() -> left().size() == 1);

        stop.request();

        assertEquals(Optional.empty(), answer.join());
        await().until(() -> left().isEmpty());
    }

    @Test
    void theMarkOfProcessesIsOfAsciiWhereverTheirDirectoryIs() throws Exception {
        try (var run = RunDirectory.take(directory, "caf\u00e9");
                var other = RunDirectory.take(directory, "shop")) {
            assertTrue(run.mark().matches("[0-9a-f]{64}"), run.mark());
            assertNotEquals(run.mark(), other.mark());
        }
    }

    @Test
    void aProgramThatIsNotThereIsTold() throws Exception {
        var supervisor = supervisor(false, Duration.ofSeconds(10));
        supervisor.start(new Child("a", "a", mark("a"), directory.resolve("nowhere"), List.of("true"), Map.of()));

        assertEquals(1, supervisor.await());
        assertTrue(
                text().contains("a could not be started (true in " + directory.resolve("nowhere") + ")"), this::text);
    }

    @Test
    void whatAProcessLeavesBehindIsGoneBeforeItIsStartedAgain() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(10));
        supervisor.start(child("a", "sleep 1000 & echo $!; exit 1"));

        await().until(() -> text().lines().filter(line -> line.startsWith("a ")).count() >= 3);

        assertTrue(left().size() <= 2, "at most the shell and the sleep of one run");
        stop.request();
        supervisor.await();
    }

    @Test
    void everyDescendantIsStoppedAlsoOneInASessionOfItsOwn() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(10));
        supervisor.start(child("a", """
            sh -c 'sleep 1000 & sleep 1000' &
            (setsid sh -c 'sleep 1000' &)
            echo ready
            wait
            """));
        await().until(() -> lines("a          | ready") == 1 && left().size() >= 5);

        stop.request();
        supervisor.await();

        assertEquals(List.of(), left());
        assertFalse(text().contains("killed"), this::text);
    }

    @Test
    void aProcessCanEndInOrder() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(10));
        supervisor.start(child("a", "trap 'echo goodbye; exit 0' TERM; echo ready; while :; do sleep 0.1; done"));
        await().until(() -> lines("a          | ready") == 1);

        stop.request();
        supervisor.await();

        assertEquals(1, lines("a          | goodbye"), this::text);
    }

    @Test
    void aProcessThatWillNotEndIsKilledWhenItsTimeIsOver() throws Exception {
        var supervisor = supervisor(true, Duration.ofSeconds(1));
        supervisor.start(child("a", "trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        await().until(() -> lines("a          | ready") == 1);

        stop.request();
        supervisor.await();

        assertEquals(1, lines("stagecraft | a did not end within 1 s and was killed."), this::text);
    }

    @Test
    void theSecondRequestKillsAtOnce() throws Exception {
        var supervisor = supervisor(true, Duration.ofHours(1));
        supervisor.start(child("a", "trap 'echo no' TERM; echo ready; while :; do sleep 0.1; done"));
        await().until(() -> lines("a          | ready") == 1);

        stop.request();
        await().until(() -> lines("a          | no") == 1);
        stop.request();
        supervisor.await();

        assertEquals(List.of(), left());
    }

    @Test
    void theRequestEndsAlsoTheWaitForANewStart() throws Exception {
        var slow = new Backoff(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        var supervisor = new Supervisor(output(), stop, new Supervisor.Settings(true, slow, Duration.ofSeconds(10)));
        supervisor.start(child("a", "exit 1"));
        await().until(() -> text().contains("it is started again in 3600 s."));

        stop.request();

        assertEquals(1, supervisor.await());
    }

    @Test
    void processesOfARunThatWasKilledAreFound() throws Exception {
        var tree = ProcessTree.start(
                mark("lost"),
                directory,
                List.of("sh", "-c", "sleep 1000 & sleep 1000"),
                new TreeMap<>(System.getenv()));
        await().until(() -> left().size() == 3);

        assertTrue(Leftovers.stop(ProcessTree.MARKER + "=" + directory + "/"));

        assertEquals(List.of(), tree.living());
        assertFalse(Leftovers.stop(ProcessTree.MARKER + "=" + directory + "/"));
    }

    @Test
    void pausesDoubleUpToAMostAndBeginAnewAfterAStableRun() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(10));

        assertEquals(
                List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L),
                List.of(1, 2, 3, 4, 5, 6, 1000).stream()
                        .map(ended -> backoff.before(ended).toSeconds())
                        .toList());
        assertEquals(5, backoff.after(4, Duration.ofSeconds(9)));
        assertEquals(1, backoff.after(4, Duration.ofSeconds(10)));
    }

    private Supervisor supervisor(boolean restart, Duration grace) {
        return new Supervisor(output(), stop, new Supervisor.Settings(restart, QUICK, grace));
    }

    private Lines output() {
        return new Lines(new PrintStream(written, true, UTF_8), false, List.of("a", "b"));
    }

    private Child child(String name, String script) {
        var environment = new TreeMap<>(System.getenv());
        environment.put("GREETING", "hello");
        return new Child(name, name, mark(name), directory, List.of("sh", "-c", script), environment);
    }

    private String mark(String name) {
        return directory + "/" + name;
    }

    private String text() {
        return written.toString(UTF_8);
    }

    private long lines(String line) {
        return text().lines().filter(line::equals).count();
    }

    /** Everything whose working directory is the test's, as the kernel says it. */
    private List<String> left() {
        return ProcessHandle.allProcesses()
                .map(handle -> Path.of("/proc/" + handle.pid() + "/cwd"))
                .filter(link -> {
                    try {
                        return Files.readSymbolicLink(link).startsWith(directory.toRealPath());
                    } catch (IOException _) {
                        return false;
                    }
                })
                .map(Path::toString)
                .toList();
    }
}
