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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final Duration DEATH = Duration.ofSeconds(20);
    /** What e2e-prerequisites has put aside for hosts. */
    private static final Path CACHE = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                    .orElseGet(() -> System.getProperty("user.home") + "/.cache"))
            .resolve("stagecraft");

    private final Process launcher;
    private final BufferedReader output;
    private final BufferedWriter input;
    private final Path log;

    private HostProcess(Process launcher, Path log) {
        this.launcher = launcher;
        this.output = launcher.inputReader(StandardCharsets.UTF_8);
        this.input = launcher.outputWriter(StandardCharsets.UTF_8);
        this.log = log;
    }

    /** Starts the host's file system; returns when it waits for its network card. */
    static HostProcess start(RealHost.Birth birth) {
        Path log = birth.logs().resolve("host.log");
        List<String> argv = new ArrayList<>(NAMESPACES);
        argv.addAll(List.of("sh", copy("host.sh", birth.directory()), birth.name()));
        argv.addAll(List.of(birth.directory().toString(), birth.logs().toString(), birth.cgroup()));
        argv.addAll(List.of(birth.equipment().name(), CACHE.toString()));
        copy("systemctl.sh", birth.directory());
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(Tool.ENVIRONMENT);
        HostProcess started = new HostProcess(Tool.start(builder), log);
        started.awaitWord("born", Duration.ofSeconds(30));
        return started;
    }

    /** The number of process 1 as the machine counts. */
    long pid() {
        return init().orElseThrow(() -> new IllegalStateException("The host has ended."))
                .pid();
    }

    /** Waits until process 1 says a word of its own protocol. */
    void awaitWord(String word, Duration limit) {
        if (word.equals(line(limit))) return;
        end();
        throw new IllegalStateException(
                "A host did not say \"%s\" within %d s. Its log: %s".formatted(word, limit.toSeconds(), logged()));
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
        init().ifPresentOrElse(ProcessHandle::destroyForcibly, launcher::destroyForcibly);
        try {
            if (!launcher.waitFor(DEATH.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("A host did not end within %d s.".formatted(DEATH.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            launcher.destroyForcibly();
        }
    }

    private Optional<ProcessHandle> init() {
        return launcher.toHandle().children().findFirst();
    }

    private String line(Duration limit) {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                line.complete(String.valueOf(output.readLine()));
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        try {
            return line.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static String copy(String name, Path directory) {
        Path script = directory.resolve(name);
        try (InputStream resource = HostProcess.class.getResourceAsStream(name)) {
            if (resource == null) throw new IllegalStateException(name + " is not on the class path.");
            Files.copy(resource, script);
            return script.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be written.".formatted(script), e);
        }
    }

    private String logged() {
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            return "(none: %s)".formatted(e.getMessage());
        }
    }
}
