package dev.stagecraft.sandbox;

import dev.stagecraft.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The operator as a process of its own, so that it can be killed. */
public final class OperatorProcess implements AutoCloseable {
    private final Process process;

    private OperatorProcess(Process process) {
        this.process = process;
    }

    /** Starts it and returns at once; what it prints is thrown away. */
    public static OperatorProcess start(Path kubeconfig, Map<String, String> settings) {
        return start(kubeconfig, settings, List.of(), ProcessBuilder.Redirect.DISCARD);
    }

    /** The same with options for its JVM; what it prints goes to that file. */
    public static OperatorProcess start(Path kubeconfig, Map<String, String> settings, List<String> options, Path log) {
        return start(kubeconfig, settings, options, ProcessBuilder.Redirect.to(log.toFile()));
    }

    private static OperatorProcess start(
            Path kubeconfig, Map<String, String> settings, List<String> options, ProcessBuilder.Redirect output) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("STAGECRAFT_"));
        builder.environment().putAll(settings);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.redirectErrorStream(true).redirectOutput(output);
        try {
            return new OperatorProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGTERM, as a cluster sends it; returns at once. */
    public void terminate() {
        process.destroy();
    }

    /** The exit status, which is 143 after SIGTERM; fails when it lives on for that long. */
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the operator still runs after " + limit);
        }
        return process.exitValue();
    }

    /** SIGKILL; returns when the process is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
