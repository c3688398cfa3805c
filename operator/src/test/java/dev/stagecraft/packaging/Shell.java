package dev.stagecraft.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs a program with nothing of this process's environment but the path to the system's own. */
final class Shell {
    private static final long PATIENCE = 120;

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/usr/bin:/bin", "LC_ALL", "C.UTF-8"));

    /** What it came to. */
    record Result(int exitCode, String out, String err) {}

    private Shell(Path directory) {
        this.directory = directory;
    }

    /** In that directory, which is the home directory as well. */
    static Shell in(Path directory) {
        return new Shell(directory).with("HOME", directory.toString());
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Ends when what it writes to is closed by all that it started, so that a background process which holds it is noticed. */
    Result run(String... command) {
        try {
            var err = Files.createTempFile(directory, "err", "");
            var builder = new ProcessBuilder(List.of(command)).directory(directory.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            var process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " does not end");
            }
            return new Result(process.exitValue(), out, Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same for a script. */
    Result sh(String script) {
        return run("/bin/sh", "-c", script);
    }
}
