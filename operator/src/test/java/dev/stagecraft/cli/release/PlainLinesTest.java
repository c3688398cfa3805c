package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Progress as lines, each once. */
class PlainLinesTest {
    private final PlainLines lines = new PlainLines(Ask.of(new Goal.Deploy("v2", 2), Snapshots.before()));

    @Test
    void nothingIsToldOfWhatWasThereBefore() {
        assertEquals(List.of(), lines.of(Snapshots.before()));
    }

    @Test
    void everyLineIsToldOnceInTheOrderOfThePlan() {
        var told = lines.of(Snapshots.rolling());

        assertEquals("release      release rel-2 of version v2", told.getFirst());
        assertEquals("plan         create 0, change 2, destroy 0, risk Safe", told.get(1));
        assertTrue(told.contains("rollout      app-2: bring host app-2 to version v2: running"), told::toString);
        assertTrue(
                told.contains("rollout      app-2: bring host app-2 to version v2: waits: web: 1 of 2 containers are"
                        + " healthy [2J"),
                told::toString);
        assertTrue(told.contains("push         phase skipped: every image exists already"), told::toString);
        assertTrue(told.stream().noneMatch(line -> line.contains("rel-1")), told::toString);
        assertEquals(List.of(), lines.of(Snapshots.rolling()));
    }

    @Test
    void aStepThatIsTriedAgainSaysAfterWhat() {
        var again = Snapshots.of(2, "{version: v2}", """
                plan:
                  id: sha256:new
                  state: Running
                  steps:
                  - {id: prepare, phase: infra, target: app-1, description: put files, state: pending, reason: Timeout, message: no answer}
                """);

        assertEquals(
                "infra        app-1: put files: again after Timeout: no answer",
                lines.of(again).getLast());
    }
}
