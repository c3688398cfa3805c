package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
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

/** The programs of this machine, found where its {@code PATH} says, and run to their end for what they print. */
final class Programs {
    private static final long SECONDS = 60;

    private final Path directory;
    private final Map<String, String> environment;

    /** @param environment that they get */
    Programs(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** What a program came to. */
    record Result(int code, String out, String err) {}

    /** Where the program is; one with a slash is looked for from {@code from}. */
    Optional<Path> find(String program, Path from) {
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

    /** Runs it; empty where there is no such program. */
    Optional<Result> run(List<String> command) {
        return run(command, new StopRequest());
    }

    /** Runs it; empty also where it was stopped before it ended. */
    Optional<Result> run(List<String> command, StopRequest stop) {
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
            CompletableFuture.anyOf(process.onExit(), stop.whenAsked())
                    .completeOnTimeout(process, SECONDS, TimeUnit.SECONDS)
                    .get();
            if (process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                if (stop.asked()) {
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
