package dev.stagecraft.cli.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A real terminal with a shell in it, in a server of its own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Path socket;

    private Tmux(Path socket) {
        this.socket = socket;
    }

    /** @param environment of the shell beside the usual */
    static Tmux start(Path directory, int columns, int rows, Map<String, String> environment) {
        try {
            var tmux = new Tmux(directory.resolve("tmux.sock"));
            var settings = Files.writeString(directory.resolve("tmux.conf"), "set -g history-limit 2000\n");
            var words = new ArrayList<>(List.of("tmux", "-u", "-f", settings.toString(), "-S", tmux.socket.toString()));
            words.addAll(List.of("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "-c", directory.toString()));
            environment.forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
            words.addAll(List.of("-e", "PS1=$ ", "-e", "ENV=", "sh", "-i"));
            run(words);
            return tmux;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void type(String keys) {
        tmux("send-keys", keys, "Enter");
    }

    void interrupt() {
        tmux("send-keys", "C-c");
    }

    void resize(int columns, int rows) {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
    }

    boolean cursorShown() {
        return tmux("display-message", "-p", "#{cursor_flag}").strip().equals("1");
    }

    /** What is to be seen, without the empty lines at the end. */
    List<String> screen() {
        return tmux("capture-pane", "-p").stripTrailing().lines().toList();
    }

    /** Waits until the screen is so; fails with what it showed instead. */
    List<String> await(String what, Predicate<List<String>> condition) {
        try {
            return Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::screen, condition);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError("never seen: " + what + "; the screen shows\n" + String.join("\n", screen()), e);
        }
    }

    private String tmux(String... words) {
        var command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(words));
        return run(command);
    }

    private static String run(List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().remove("TMUX");
            builder.environment().keySet().removeIf(name -> name.startsWith("STAGECRAFT_"));
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + " said: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }
}
