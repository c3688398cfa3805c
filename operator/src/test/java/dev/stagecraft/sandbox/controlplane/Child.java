package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process that stops when its standard input ends. Only this JVM holds the other end, so it stops with the JVM even
 * where that is killed. What it says on standard error is kept in a file.
 */
final class Child {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final int TAIL_LINES = 15;

    private final Process process;
    private final Path log;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static Child start(List<String> command, Path log) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            var child = new Child(process, log);
            Thread.startVirtualThread(child::readOutput);
            return child;
        } catch (IOException e) {
            throw new ControlPlaneException(
                    command.getFirst() + " cannot be run: check that it is there and made for this machine.", e);
        }
    }

    private void readOutput() {
        try (var output = process.inputReader()) {
            output.lines().forEach(firstLine::complete);
        } catch (IOException | UncheckedIOException e) {
            firstLine.completeExceptionally(e);
        }
        firstLine.completeExceptionally(new IOException("the process ended"));
    }

    /** Waits for the first line of output, by which a process says that it is ready. */
    String firstLine(Duration timeout) {
        try {
            return firstLine.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ControlPlaneException(notReady(timeout), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneException("Interrupted while the control plane was starting.", e);
        }
    }

    /** The sentence for a process that does not get ready, with the end of what it said. */
    String notReady(Duration timeout) {
        var what =
                process.isAlive() ? " is not ready after " + timeout.toSeconds() + " s" : " ended before it was ready";
        return "The control plane" + what + ". The end of " + log + ":\n" + tail();
    }

    private String tail() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends its standard input and waits for it to go; kills it should it not. */
    void stop() {
        try {
            process.outputWriter().close();
        } catch (IOException e) {
            // The process is gone already, which is what was wanted.
        }
        if (!endedWithin(STOP_TIMEOUT)) {
            kill();
        }
    }

    /** Kills it and what it has started. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (!endedWithin(STOP_TIMEOUT)) {
            throw new ControlPlaneException(
                    "Process " + process.pid() + " survives a SIGKILL: look at its state with ps.");
        }
    }

    private boolean endedWithin(Duration timeout) {
        try {
            return process.waitFor(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
