package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said of builds without any builder. */
@Timeout(20)
class BuildTest {
    @Test
    void onlyWhatHadBegunIsSaidToGoOn() {
        var left = List.of("a", "b");

        assertEquals(
                "The builds go on; run the same command again to wait for them.",
                BuildRun.goingOn(left, Set.of("a", "b", "done")));
        assertEquals(
                "Only these had begun, and go on: b. Run the same command again to wait for them and to build the others.",
                BuildRun.goingOn(left, Set.of("b")));
        assertEquals(
                "None of these builds had begun; run the same command again for them.",
                BuildRun.goingOn(left, Set.of()));
    }
}
