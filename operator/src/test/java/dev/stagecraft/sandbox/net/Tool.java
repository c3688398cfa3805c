package dev.stagecraft.sandbox.net;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program of this machine, called with a time limit, a clean environment and no shell. */
public final class Tool {

    static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME", "/root", "LC_ALL", "C");
    private static final File NOTHING = new File("/dev/null");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Tool() {}

    /** How a call ended. */
    public record Ran(List<String> argv, int exit, String out, String err) {
        public Ran {
            argv = List.copyOf(argv);
        }

        /** Whether the program ended with status 0. */
        public boolean succeeded() {
            return exit == 0;
        }

        /** This call, or an exception whose sentence says what the program said. */
        public Ran orFail() {
            if (succeeded()) return this;
            throw new IllegalStateException("`%s` ended with status %d: %s%s"
                    .formatted(String.join(" ", argv), exit, out, err)
                    .strip());
        }
    }

    /** Calls a program and waits for its end, at most a minute. */
    public static Ran run(String... argv) {
        return run(LIMIT, List.of(argv));
    }

    /** Calls a program and waits for its end, at most {@code limit}. */
    public static Ran run(Duration limit, List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return finish(start(builder), limit, argv);
    }

    static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "`%s` could not be started; operator/src/test/sh/e2e-prerequisites installs what is missing."
                            .formatted(builder.command().getFirst()),
                    e);
        }
    }

    static Ran finish(Process process, Duration limit, List<String> argv) {
        CompletableFuture<String> out = text(process.getInputStream());
        CompletableFuture<String> err = text(process.getErrorStream());
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "`%s` did not end within %d s.".formatted(String.join(" ", argv), limit.toSeconds()));
            }
            return new Ran(argv, process.exitValue(), out.get(5, TimeUnit.SECONDS), err.get(5, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The output of `%s` did not end.".formatted(String.join(" ", argv)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while `%s` ran.".formatted(argv.getFirst()), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }
}
