package dev.stagecraft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.Cli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A command as a process of its own, which a signal reaches. */
public final class CommandProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** The real command line, in that directory, with nothing of this process's environment. */
    public static CommandProcess start(Path directory, Map<String, String> environment, String... args) {
        return start(Cli.class, directory, environment, args);
    }

    /** Another main class likewise. */
    public static CommandProcess start(Class<?> main, Path directory, Map<String, String> environment, String... args) {
        var words = new ArrayList<String>();
        // A suite that runs in the background was started with Ctrl-C ignored, which programs inherit.
        words.addAll(List.of("env", "--default-signal=INT"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), main.getName()));
        words.addAll(List.of(args));
        var out = directory.resolve("out.txt");
        var err = directory.resolve("err.txt");
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.toString()));
        builder.environment().putAll(environment);
        try {
            return new CommandProcess(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until standard error has that text. */
    public CommandProcess awaitError(String text) {
        Awaitility.await(text)
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || read(err).contains(text));
        assertTrue(read(err).contains(text), () -> read(err));
        return this;
    }

    /** Sends what a terminal sends at Ctrl-C, and waits for the end. */
    public CliRun.Result interrupted() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                .start()
                .waitFor();
        assertTrue(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> read(err));
        return new CliRun.Result(process.exitValue(), read(out), read(err));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
