package dev.stagecraft.cli.session;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The programs of this machine, found where {@code PATH} of a command's environment says, which need not be that of this process, and
 * run to their end for what they print. They read nothing, and have {@value #SECONDS} s. For one thread.
 */
public final class Programs {
    private static final long SECONDS = 60;

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * @param directory that they run in
     * @param environment that they get, and no more
     */
    public Programs(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** What a program came to. */
    public record Result(int code, String out, String err) {}

    /** Where the program is; one with a slash is looked for from {@code from}. */
    public Optional<Path> find(String program, Path from) {
        if (program.contains("/")) {
            return Optional.of(from.resolve(program)).filter(Programs::runs);
        }
        return Stream.of(environment
                        .getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")
                        .split(File.pathSeparator))
                .filter(place -> !place.isEmpty())
                .map(place -> directory.resolve(place).resolve(program))
                .filter(Programs::runs)
                .findFirst();
    }

    private static boolean runs(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    /**
     * Runs it; empty where there is no such program.
     *
     * @throws CommandFailure when it cannot be run, or does not end in time
     */
    public Optional<Result> run(List<String> command) {
        return run(command, new CompletableFuture<>());
    }

    /**
     * As {@link #run(List)}; empty also where it was stopped before it ended.
     *
     * @param stop is done when it is to be stopped
     */
    public Optional<Result> run(List<String> command, CompletableFuture<?> stop) {
        Optional<Path> program = find(command.getFirst(), directory);
        if (program.isEmpty()) {
            return Optional.empty();
        }
        try {
            // Java looks for a name on the PATH of its own process, which need not be the one that was found.
            var words = new ArrayList<>(command);
            words.set(0, program.get().toString());
            var builder =
                    new ProcessBuilder(words).directory(directory.toFile()).redirectInput(new File("/dev/null"));
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            CompletableFuture<String> out = text(process.getInputStream());
            CompletableFuture<String> err = text(process.getErrorStream());
            CompletableFuture.anyOf(process.onExit(), stop)
                    .completeOnTimeout(process, SECONDS, TimeUnit.SECONDS)
                    .get();
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                if (stop.isDone()) {
                    return Optional.empty();
                }
                throw CommandFailure.of("%s did not answer within %d s; run it by hand to see why."
                        .formatted(String.join(" ", command), SECONDS));
            }
            return Optional.of(new Result(process.exitValue(), out.join(), err.join()));
        } catch (IOException e) {
            throw CommandFailure.of("%s cannot be run.".formatted(command.getFirst()), e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither of the two can fail.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of("%s was interrupted.".formatted(command.getFirst()), e);
        }
    }

    private static CompletableFuture<String> text(InputStream stream) {
        var text = new CompletableFuture<String>();
        Thread.startVirtualThread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException _) {
                text.complete("");
            }
        });
        return text;
    }
}
