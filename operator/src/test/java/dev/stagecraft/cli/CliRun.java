package dev.stagecraft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.World;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs the real command line in this JVM, with surroundings of its own, and keeps what it wrote. */
public final class CliRun {
    private static final Path GOLDEN =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("operator/src/test/resources/cli");

    private final Path directory;
    private final Map<String, String> environment = new TreeMap<>();
    private InputStream input = InputStream.nullInputStream();
    private Screen screen = Screen.none();
    private Clock clock = Clock.systemUTC();
    private Optional<World> world = Optional.empty();

    /**
     * What a run came to.
     *
     * @param out what went to standard output; {@code err} likewise
     */
    public record Result(int exitCode, String out, String err) {
        /** All of it, as golden files have it. */
        public String text() {
            var both = err.isEmpty() ? out : out + "--- standard error\n" + err;
            return "exit " + exitCode + "\n" + both;
        }
    }

    private CliRun(Path directory) {
        this.directory = directory.toAbsolutePath();
        environment.put("HOME", this.directory.toString());
    }

    /** In that working directory, which is also the home directory, with no cluster to be found. */
    public static CliRun in(Path directory) {
        return new CliRun(directory)
                .with(
                        "STAGECRAFT_KUBECONFIG",
                        directory.resolve("no-kubeconfig").toString());
    }

    /** With the shared control plane, in that namespace. */
    public CliRun cluster(String namespace) {
        return with(
                        "STAGECRAFT_KUBECONFIG",
                        SharedControlPlane.get().kubeconfig().toString())
                .with("STAGECRAFT_NAMESPACE", namespace);
    }

    /** With a variable of the environment. */
    public CliRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** With that on standard input. */
    public CliRun input(String text) {
        input = new ByteArrayInputStream(text.getBytes(UTF_8));
        return this;
    }

    /** On a terminal of that width, with colours. */
    public CliRun terminal(int width) {
        screen = new Screen(true, width, true);
        return this;
    }

    /** With those ports to the outside, and no real one. */
    public CliRun world(World other) {
        world = Optional.of(other);
        return this;
    }

    /** At that time. */
    public CliRun at(Clock other) {
        clock = other;
        return this;
    }

    /** Runs it to its end. */
    public Result run(String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(stream(out), stream(err), screen);
        int code;
        var surroundings = new Session.Surroundings(directory, environment, input, console, clock);
        try (var session = world.map(ports -> new Session(surroundings, _ -> ports))
                .orElseGet(() -> CliSessions.of(surroundings))) {
            code = CommandLines.run(session, args);
        }
        return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
    }

    /**
     * Holds a result against {@code src/test/resources/cli/<name>.txt}; with {@code -Dstagecraft.golden=write} writes that file,
     * to be read before it is committed.
     *
     * @param replaced texts of this run, such as a namespace, and what stands for them in the file
     */
    public void golden(String name, Result result, Map<String, String> replaced) {
        var text = normalised(result.text(), replaced);
        var file = GOLDEN.resolve(name + ".txt");
        try {
            if ("write".equals(System.getProperty("stagecraft.golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertEquals(Files.readString(file), text, () -> "what the command prints, in " + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with nothing to replace. */
    public void golden(String name, Result result) {
        golden(name, result, Map.of());
    }

    private String normalised(String text, Map<String, String> replaced) {
        var normal = text;
        for (var entry : replaced.entrySet()) {
            normal = normal.replace(entry.getKey(), entry.getValue());
        }
        return Normal.of(normal.replace(directory.toString(), "DIRECTORY"));
    }

    /** A text of a run in that directory, without what is another one in each run. */
    public static String normalised(String text, Path directory) {
        return Normal.of(text.replace(directory.toAbsolutePath().toString(), "DIRECTORY"));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, UTF_8);
    }
}
