package dev.stagecraft.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a terminal of its own, which {@code script} gives it: the letter Ctrl-C is typed there. */
@Timeout(300)
class DevTerminalIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String CTRL_C = "\u0003";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // every test starts it first
    private Process terminal;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop-dev, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: dev
              compose: {inline: "services: {web: {build: .}, worker: {build: .}}"}
              backend:
                provider: generic
                services: [web, worker]
                providers:
                  generic:
                    dev: {command: [sh, web.sh]}
                    services: {worker: {dev: {command: [sh, -c, 'trap "" INT; echo working; sleep 1000']}}}
            """);
        Files.writeString(directory.resolve("web.sh"), """
            trap 'echo "told to end"; exit 0' TERM
            trap 'echo "the terminal reached it"' INT
            printf '\\033[31mred\\033[0m\\n'
            while :; do sleep 0.2; done
            """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                        "script",
                        "--quiet",
                        "--flush",
                        "--return",
                        "--command",
                        // A suite that runs in the background was started with these ignored, which programs inherit.
                        "exec env --default-signal=INT,HUP \"$JAVA\" -cp \"$CLASSES\" dev.stagecraft.Cli dev -f shop.yaml",
                        "/dev/null")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("screen.txt").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        "/usr/bin:/bin",
                        "TERM",
                        "xterm",
                        "STAGECRAFT_COLUMNS",
                        "80",
                        "HOME",
                        directory.toString(),
                        "JAVA",
                        java,
                        "CLASSES",
                        System.getProperty("java.class.path")));
        terminal = builder.start();
        await().atMost(SOON).until(() -> screen().contains("red") && screen().contains("working"));
    }

    @AfterEach
    void end() throws InterruptedException {
        terminal.destroyForcibly().waitFor();
        Leftovers.stop(mark());
    }

    @Test
    void ctrlCEndsEverythingInOrderAndColoursAreShown() throws Exception {
        type(CTRL_C);

        assertTrue(terminal.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), this::screen);
        assertEquals(130, terminal.exitValue(), this::screen);
        assertTrue(screen().contains("\u001b[36mweb        | \u001b[0m\u001b[31mred\u001b[0m"), this::screen);
        assertTrue(screen().contains("\u001b[32mworker     | \u001b[0mworking"), this::screen);
        assertTrue(screen().contains("told to end"), this::screen);
        assertTrue(!screen().contains("the terminal reached it"), this::screen);
        assertEquals(List.of(), Machine.marked(mark()));
    }

    /** As when the window is closed. */
    @Test
    void theEndOfTheTerminalEndsEverything() throws Exception {
        terminal.destroyForcibly().waitFor();

        await().atMost(SOON).untilAsserted(() -> assertEquals(List.of(), Machine.marked(mark())));
    }

    private void type(String letter) throws IOException {
        terminal.getOutputStream().write(letter.getBytes(UTF_8));
        terminal.getOutputStream().flush();
    }

    private String screen() {
        try {
            return Files.readString(directory.resolve("screen.txt"));
        } catch (IOException _) {
            return "";
        }
    }

    private String mark() {
        return ProcessTree.MARKER + "=" + RunDirectory.mark(directory.resolve(".local/state/stagecraft/dev/shop"));
    }
}
