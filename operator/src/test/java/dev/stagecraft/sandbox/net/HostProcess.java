package dev.stagecraft.sandbox.net;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Process 1 of a host and the namespaces that it holds. It ends when its standard input does, so it cannot outlive this JVM;
 * the kernel then ends everything else in its namespaces and removes its mounts and its network card.
 */
final class HostProcess {

    private static final List<String> NAMESPACES = List.of(
            "unshare",
            "--mount",
            "--propagation=private",
            "--pid",
            "--fork",
            "--kill-child",
            "--uts",
            "--ipc",
            "--net");
    private static final Duration BIRTH = Duration.ofSeconds(30);
    private static final Duration DEATH = Duration.ofSeconds(20);

    private final Process launcher;
    private final ProcessHandle init;
    private final BufferedWriter input;

    private HostProcess(Process launcher, ProcessHandle init, BufferedWriter input) {
        this.launcher = launcher;
        this.init = init;
        this.input = input;
    }

    /** Starts the host's file system; returns when it waits for its network card. */
    static HostProcess start(RealHost.Birth birth) {
        Path log = birth.logs().resolve("host.log");
        List<String> argv = Stream.of(
                        NAMESPACES,
                        List.of("sh", script(birth.directory()).toString()),
                        List.of(
                                birth.name(),
                                birth.directory().toString(),
                                birth.logs().toString()),
                        List.of(birth.cgroup(), birth.compose().name()))
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(Tool.ENVIRONMENT);
        Process launcher = Tool.start(builder);
        BufferedReader output = launcher.inputReader(StandardCharsets.UTF_8);
        if (!"born".equals(line(output))) {
            launcher.destroyForcibly();
            throw new IllegalStateException("The host %s could not be made: %s"
                    .formatted(birth.name(), read(log))
                    .strip());
        }
        ProcessHandle init = launcher.toHandle().children().findFirst().orElseThrow();
        return new HostProcess(launcher, init, launcher.outputWriter(StandardCharsets.UTF_8));
    }

    long pid() {
        return init.pid();
    }

    boolean alive() {
        return init.isAlive();
    }

    /** Hands process 1 a line of its own protocol. */
    void tell(String line) {
        try {
            input.write(line);
            input.newLine();
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The host ended before it could be told about its network.", e);
        }
    }

    /** Calls a program inside the host. */
    Tool.Ran run(Duration limit, List<String> argv) {
        List<String> entered = Stream.concat(
                        Stream.of("nsenter", "--target", Long.toString(pid()), "--all", "--root", "--wd", "--"),
                        argv.stream())
                .toList();
        return Tool.run(limit, entered);
    }

    /** Ends the host as a power cut would. */
    void end() {
        init.destroyForcibly();
        try {
            if (!launcher.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS)) {
                launcher.destroyForcibly();
                throw new IllegalStateException("A host did not end within %d s.".formatted(DEATH.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            launcher.destroyForcibly();
        }
    }

    private static String line(BufferedReader output) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                String read = output.readLine();
                line.complete(read == null ? "" : read);
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        try {
            return line.get(BIRTH.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static Path script(Path directory) {
        Path script = directory.resolve("host.sh");
        try (InputStream resource = HostProcess.class.getResourceAsStream("host.sh")) {
            if (resource == null) throw new IllegalStateException("host.sh is not on the class path.");
            Files.copy(resource, script);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written.".formatted(script), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "(no log: %s)".formatted(e.getMessage());
        }
    }
}
