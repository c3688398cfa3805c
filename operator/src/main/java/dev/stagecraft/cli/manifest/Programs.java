package dev.stagecraft.cli.manifest;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs of this machine that answer at once. */
final class Programs {
    private static final int SECONDS = 60;

    private final Map<String, String> environment;

    /** @param environment of the process, which names where programs are */
    Programs(Map<String, String> environment) {
        this.environment = environment;
    }

    /** What a program said. */
    record Ended(int code, String out, String err) {}

    /** Empty where there is no such program, or where it does not come to an end. */
    Optional<Ended> run(Path directory, List<String> argv) {
        return found(argv.getFirst()).flatMap(program -> {
            var whole = new ArrayList<>(argv);
            whole.set(0, program.toString());
            return started(directory, whole);
        });
    }

    /** On the PATH that the command was given, which need not be that of this process. */
    private Optional<Path> found(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Optional<Ended> started(Path directory, List<String> argv) {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("stagecraft", ".out");
            err = Files.createTempFile("stagecraft", ".err");
            return run(directory, argv, out, err);
        } catch (IOException missing) {
            return Optional.empty();
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** Through files, as a program that fills one pipe while the other is read would wait for ever. */
    private Optional<Ended> run(Path directory, List<String> argv, Path out, Path err) throws IOException {
        var builder = new ProcessBuilder(argv)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return Optional.of(new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8)));
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException left) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
