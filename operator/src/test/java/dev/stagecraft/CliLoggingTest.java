package dev.stagecraft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether libraries log, by the same precedence as all settings, though it is known before there is a parser. */
class CliLoggingTest {
    @TempDir
    Path directory;

    private boolean verbose(Map<String, String> environment, String... args) {
        return CliLogging.verbose(environment, directory, args);
    }

    private void file(String name, String text) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @CsvSource({
        "status, '', false",
        "status -v, '', true",
        "status -v, false, true",
        "--verbose status, '', true",
        "--verbose=true status, '', true",
        "--verbose=false status, true, false",
        "--verbose false status, true, false",
        "-v=false status, true, false",
        "status, true, true",
        "status, TRUE, true",
        "status, yes, true",
        "status, no, false",
        "exec web -- ls -v, '', false",
        "exec web -- ls --verbose=false, true, true"
    })
    void aFlagGoesBeforeTheEnvironment(String line, String variable, boolean expected) {
        assertEquals(expected, verbose(Map.of("STAGECRAFT_VERBOSE", variable), line.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "verbose: true, true",
        "verbose: 'TRUE'  # for now, true",
        "verbose: no, false",
        "'namespace: shop\nverbose: \"yes\"', true",
        "'# verbose: true', false",
        "verbose: perhaps, false"
    })
    void theFileCountsWhereNeitherSaysSo(String text, boolean expected) throws IOException {
        file(".config/stagecraft/config.yaml", text + "\n");

        var home = Map.of("HOME", directory.toString());
        assertEquals(expected, verbose(home, "status"));
        assertFalse(verbose(home, "status", "--verbose=false"));
        assertTrue(verbose(home, "status", "-v"));
    }

    @Test
    void theFileIsTheOneThatIsNamed() throws IOException {
        file("x/stagecraft/config.yaml", "verbose: true\n");
        file("one.yaml", "verbose: true\n");
        file("none.yaml", "namespace: shop\n");
        var xdg = Map.of("XDG_CONFIG_HOME", directory.resolve("x").toString());
        var named = Map.of("STAGECRAFT_CONFIG", "one.yaml");

        assertTrue(verbose(xdg, "status"));
        assertFalse(verbose(xdg, "--config", "none.yaml", "status"));
        assertFalse(verbose(xdg, "--config=none.yaml", "status"));
        assertTrue(verbose(named, "status"));
        assertFalse(verbose(named, "status", "--config", "none.yaml"));
        assertFalse(verbose(named, "status", "--config", "missing.yaml"));
    }
}
