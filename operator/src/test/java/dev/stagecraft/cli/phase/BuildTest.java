package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of builds without any builder. */
@Timeout(20)
class BuildTest {
    @TempDir
    Path directory;

    @Test
    void nothingIsBuiltForASuspendedResource() {
        var result = CliRun.in(directory)
                .world(FakeCluster.of("{suspend: true}", "{}").world())
                .run("build", "shop");

        assertEquals(1, result.exitCode());
        assertEquals(
                "error: The operator begins nothing for shop while spec.suspend is true; take it back with stagecraft resume"
                        + " shop.\n",
                result.err());
    }

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
