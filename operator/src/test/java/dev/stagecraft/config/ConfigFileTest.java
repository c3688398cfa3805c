package dev.stagecraft.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @Test
    void variableWinsOverTheFile(@TempDir Path directory) throws IOException {
        var file = directory.resolve("operator.properties");
        Files.writeString(file, "STAGECRAFT_HTTP_PORT=9000\nSTAGECRAFT_STEP_ATTEMPTS = 7\n");

        var config = valid(Map.of("STAGECRAFT_CONFIG_FILE", file.toString(), "STAGECRAFT_HTTP_PORT", "9001"))
                .config();

        assertEquals(9001, config.http().port());
        assertEquals(7, config.steps().attempts());
    }

    @Test
    void unknownNameInTheFileFails(@TempDir Path directory) throws IOException {
        var file = directory.resolve("operator.properties");
        Files.writeString(file, "http.port=9000\n");

        var violation =
                violations(Map.of("STAGECRAFT_CONFIG_FILE", file.toString())).getFirst();

        assertTrue(violation.startsWith("http.port, found in " + file + ", is not a setting."), violation);
    }

    @Test
    void fileThatCannotBeReadFails(@TempDir Path directory) throws IOException {
        var missing = directory.resolve("none").toString();
        assertEquals(
                List.of(
                        "STAGECRAFT_CONFIG_FILE names the file '%s', which cannot be read as properties (there is no such file)."
                                        .formatted(missing)
                                + " Correct the path or the file."),
                violations(Map.of("STAGECRAFT_CONFIG_FILE", missing)));

        var malformed = Files.writeString(directory.resolve("malformed"), "a=\\u00zz");
        assertTrue(violations(Map.of("STAGECRAFT_CONFIG_FILE", malformed.toString()))
                .getFirst()
                .contains("it holds a malformed escape"));
        assertTrue(
                violations(Map.of("STAGECRAFT_CONFIG_FILE", "a\0b")).getFirst().contains("it is not a path"));
        assertEquals(
                1,
                violations(Map.of("STAGECRAFT_CONFIG_FILE", directory.toString()))
                        .size());
    }

    private static ConfigReading.Valid valid(Map<String, String> environment) {
        return assertInstanceOf(ConfigReading.Valid.class, ConfigReader.read(environment));
    }

    private static List<String> violations(Map<String, String> environment) {
        return assertInstanceOf(ConfigReading.Invalid.class, ConfigReader.read(environment))
                .violations();
    }
}
