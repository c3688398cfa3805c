package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a Git remote all files of a project are copied, or none. */
class CopiedFilesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"db/migrations/002_b.sql", "compose.prod.yaml"})
    void aFileThatIsNoTextIsNotLeftOut(String path) throws IOException {
        project();
        Files.write(directory.resolve(path), "# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertTold(path);
    }

    @Test
    void aFileThatIsTooLargeIsNotLeftOut() throws IOException {
        project();
        Files.writeString(directory.resolve("db/migrations/002_b.sql"), "-- more\n".repeat(1024 * 1024));

        assertTold("db/migrations/002_b.sql");
    }

    private void project() throws IOException {
        Files.createDirectories(directory.resolve("db/migrations"));
        Files.writeString(directory.resolve("compose.yaml"), "services: {web: {image: nginx}}\n");
        for (String name : List.of("001_a.sql", "002_b.sql", "003_c.sql")) {
            Files.writeString(directory.resolve("db/migrations").resolve(name), "SELECT 1;\n");
        }
    }

    private void assertTold(String path) {
        var result = CliRun.in(directory).run("init", "--non-interactive");

        assertAll(
                () -> assertEquals(1, result.exitCode(), result.text()),
                () -> assertTrue(
                        result.err()
                                .matches("(?s)error: " + path
                                        + " cannot be (copied into a ConfigMap|read), and nothing was"
                                        + " written: it is larger than 1 MiB, or no text in UTF-8\\. Write it anew.*"),
                        result.err()),
                () -> assertTrue(Files.notExists(directory.resolve("stagecraft"))));
    }
}
