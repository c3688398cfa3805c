package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with this JVM: the cache holds the command's own classes, and one that does not fit changes nothing. */
class AotCacheIT {
    @TempDir
    static Path directory;

    private static CommandHome home = new CommandHome(Path.of(""));

    @BeforeAll
    static void layOut() {
        home = CommandHome.real(directory.resolve("home"));
        assertEquals(new Shell.Result(0, "stagecraft 9.9.9\n", ""), stagecraft("now", "--version"));
    }

    @Test
    void theCacheHoldsTheCommandAndItsParser() {
        var loaded = Shell.in(directory)
                .run(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:AOTCache=" + cache(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xlog:class+load",
                        "-cp",
                        home.directory().resolve("stagecraft-operator.jar").toString(),
                        "dev.stagecraft.Cli",
                        "--version")
                .out();

        assertAll(
                () -> assertTrue(loaded.contains("picocli.CommandLine source: shared objects file"), loaded),
                () -> assertTrue(loaded.contains("dev.stagecraft.Cli source: shared objects file")),
                () -> assertTrue(loaded.contains("dev.stagecraft.cli.CommandLines source: shared objects file")));
    }

    @Test
    void aCacheThatIsBrokenChangesNothing() throws IOException {
        var whole = Files.readAllBytes(cache());
        try {
            Files.writeString(cache(), "not a cache");

            assertEquals(new Shell.Result(0, "stagecraft 9.9.9\n", ""), stagecraft("on", "--version"));
        } finally {
            Files.write(cache(), whole);
        }
    }

    @Test
    void aReaderThatGoesAwayIsNoFailure() {
        var result = Shell.in(directory)
                .with("STAGECRAFT_JAVA", System.getProperty("java.home"))
                .sh("'" + home.launcher() + "' --help | head -n 1; '" + home.launcher() + "' --version >&-");

        assertEquals(new Shell.Result(0, "Usage: stagecraft [OPTIONS] COMMAND\n", ""), result);
    }

    private static Path cache() {
        try (var files = Files.list(directory.resolve(".cache/stagecraft"))) {
            return files.filter(file -> file.toString().endsWith(".aot"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Shell.Result stagecraft(String aot, String... words) {
        var command = new ArrayList<>(List.of(home.launcher().toString()));
        command.addAll(List.of(words));
        return Shell.in(directory)
                .with("STAGECRAFT_JAVA", System.getProperty("java.home"))
                .with("STAGECRAFT_AOT", aot)
                .run(command.toArray(String[]::new));
    }
}
