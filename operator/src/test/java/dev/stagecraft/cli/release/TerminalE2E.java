package dev.stagecraft.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.Cli;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.Tmux;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process in a real terminal: progress, a window that changes its size, Ctrl-C; and the same into a pipe. */
@Tag("e2e")
@Timeout(300)
class TerminalE2E {
    private static final String WAITS = "bring host app-1 to version broken";

    /** Only what the block has: the seconds, a phase, or the step at work, which is indented. */
    private static final String LINE =
            "([0-9]+s|[0-9]+m [0-9]{2}s|infra|build|push|migrate_pre|rollout|migrate_post|finalize| ) .*|migrate_post|finalize";

    @TempDir
    Path directory;

    private ReleaseStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new ReleaseStage(directory).lit();
        stage.released("v1", "rollout: {healthTimeout: 120s}");
        // The launcher tells the width, as it does in an installation.
        Files.writeString(directory.resolve("deploy"), """
                trap : INT
                STAGECRAFT_COLUMNS=$(stty size | cut -d' ' -f2) "$JAVA" -XX:TieredStopAtLevel=1 \
                dev.stagecraft.Cli deploy shop --version "$1"
                echo "ended with $?"
                """);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put(
                "JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.put("HOME", directory.toString());
        environment.put(
                "STAGECRAFT_KUBECONFIG", SharedControlPlane.get().kubeconfig().toString());
        environment.put("STAGECRAFT_NAMESPACE", stage.resources().namespace());
        return environment;
    }

    /** The lines of the block, where there is nothing else below the command or, once that is out of sight, in the window. */
    private static List<String> block(List<String> screen) {
        return screen.subList(screen.indexOf("$ sh deploy broken") + 1, screen.size());
    }

    private static boolean whole(List<String> screen, int columns) {
        var lines = block(screen);
        return lines.size() == 9
                && lines.stream().allMatch(line -> line.matches(LINE) && Columns.width(line) < columns)
                && lines.stream().filter(line -> line.startsWith("rollout")).count() == 1
                && lines.getLast().startsWith("  ");
    }

    @Test
    void progressIsDrawnInPlaceInAWindowOfAnySizeAndCtrlCLeavesItInOrder() {
        try (var tmux = Tmux.start(directory, 100, 30, environment())) {
            tmux.type("seq 20"); // the block stands at the lower end
            // What is typed before the prompt is there is echoed elsewhere.
            tmux.await(
                    "the prompt",
                    screen -> screen.contains("20") && screen.getLast().equals("$"));
            tmux.type("sh deploy broken");

            var wide = tmux.await(
                    "the step at work",
                    screen -> whole(screen, 100) && String.join("\n", screen).contains(WAITS));
            assertTrue(block(wide).stream().anyMatch(line -> line.startsWith("rollout      [")), wide::toString);
            assertFalse(tmux.cursorShown());

            tmux.resize(30, 30);
            var narrow = tmux.await("the block in 30 columns", screen -> whole(screen, 30));
            assertTrue(block(narrow).contains("rollout      0/2 hosts"), narrow::toString);

            tmux.resize(20, 30);
            tmux.await("the block in 20 columns", screen -> whole(screen, 20));

            tmux.resize(100, 30);
            tmux.await(
                    "the bars again",
                    screen -> whole(screen, 100)
                            && block(screen).stream().anyMatch(line -> line.startsWith("rollout      [")));

            tmux.interrupt();
            var ended = tmux.await("the end", screen -> screen.contains("ended with 130"));
            assertTrue(
                    ended.contains("the release goes on; stagecraft status shop -n "
                            + stage.resources().namespace() + " follows it"),
                    ended::toString);
            assertTrue(tmux.cursorShown());
            assertTrue(ended.stream().anyMatch(line -> line.startsWith("rollout      [")), ended::toString);
        }
        assertEquals("broken", Resources.latest(stage.resources().get("shop")).version());
        assertEquals("Running", Resources.latest(stage.resources().get("shop")).state());
    }

    @Test
    void theLastLinesStayWhenItIsReleased() {
        try (var tmux = Tmux.start(directory, 60, 12, environment())) {
            tmux.type("sh deploy v2");

            var ended = tmux.await("the end", screen -> screen.contains("ended with 0"));

            assertTrue(
                    ended.stream().anyMatch(line -> line.startsWith("shop serves version v2 (rel-")), ended::toString);
            assertTrue(ended.contains("rollout      [########################] 2/2 hosts"), ended::toString);
            assertTrue(tmux.cursorShown());
        }
    }

    @Test
    void whatGoesIntoAPipeHasNoEscapeCodes() throws Exception {
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var environment = environment();
        var builder = new ProcessBuilder(
                        environment.get("JAVA"), Cli.class.getName(), "deploy", "shop", "--version", "v2")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STAGECRAFT_"));
        builder.environment().putAll(environment);

        var process = builder.start();

        assertTrue(process.waitFor(90, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(err));
        assertTrue(Files.readString(out, UTF_8).matches("shop serves version v2 \\(rel-[0-9-]+\\)\n"));
        assertTrue(Files.readString(err, UTF_8).contains("rollout      phase completed"));
        for (var file : List.of(out, err)) {
            for (byte written : Files.readAllBytes(file)) {
                assertFalse(written == 0x1b, file + " has an escape code");
            }
        }
    }
}
