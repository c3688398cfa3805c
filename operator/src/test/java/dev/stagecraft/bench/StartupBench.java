package dev.stagecraft.bench;

import dev.stagecraft.bench.BenchmarkPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a command takes from the shell's call to its end, in turns with {@code kubectl version --client}. */
@Tag("bench")
class StartupBench {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 15;
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."))
            .toAbsolutePath()
            .normalize();

    /** What is measured beside help. */
    private static final List<String> COMMAND = List.of("plan", "-f", "shop.yaml");

    private static final String HEADER = """
            | what | median | smallest | largest | multiple of kubectl | smallest | largest | samples |
            |---|---|---|---|---|---|---|---|
            """;

    /** A command line and what it took. 2 is the status of a plan with changes. */
    private record Turn(String name, List<String> command, String aot, Samples samples) {
        private static final Set<Integer> GOOD = Set.of(0, 2);

        void take(Path directory, boolean counted) throws IOException, InterruptedException {
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile());
            builder.environment().putAll(Map.of("HOME", directory.toString(), "STAGECRAFT_AOT", aot));
            var began = Instant.now();
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES) || !GOOD.contains(process.exitValue())) {
                throw new IllegalStateException(name + " failed: " + Files.readString(directory.resolve("output")));
            }
            if (counted) {
                samples.add(Duration.between(began, Instant.now()));
            }
        }
    }

    @Test
    void measure(@TempDir Path directory) throws IOException, InterruptedException {
        Files.copy(
                ROOT.resolve("operator/src/test/resources/cli/documented/shop.yaml"), directory.resolve("shop.yaml"));
        var kubectl =
                new Turn("`kubectl version --client`", List.of("kubectl", "version", "--client"), "off", new Samples());
        var turns = new ArrayList<>(List.of(
                kubectl,
                stagecraft(List.of("--help"), "on", ""),
                stagecraft(COMMAND, "on", ""),
                stagecraft(List.of("--help"), "off", ", without the cache"),
                stagecraft(COMMAND, "off", ", without the cache")));
        var rows = List.copyOf(turns);
        // The cache is made before the first round that counts.
        stagecraft(List.of("--version"), "now", "").take(directory, false);
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            for (var turn : turns) {
                turn.take(directory, round >= WARM_UP);
            }
            Collections.rotate(turns, 1);
        }
        BenchmarkPage.here().write(Section.STARTUP, page(rows, kubectl));
    }

    private static Turn stagecraft(List<String> words, String aot, String remark) {
        var command =
                new ArrayList<>(List.of(ROOT.resolve("deploy/cli/stagecraft").toString()));
        command.addAll(words);
        return new Turn("`stagecraft " + String.join(" ", words) + "`" + remark, command, aot, new Samples());
    }

    private static String page(List<Turn> rows, Turn kubectl) {
        var page = new StringBuilder("""
                From the call of the launcher to the end of the process, with output to a file and no cluster; in turns, in an order that
                rotates. The yardstick is a compiled program that does next to nothing. The cache is the JVM's ahead-of-time cache, which
                the first command on a machine makes.

                """);
        page.append(HEADER);
        rows.forEach(turn -> page.append(turn.samples().turns(turn.name(), kubectl.samples())));
        return page.toString();
    }
}
