package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options of every command as the real parser hands them to the settings. */
class GivenOptionsTest {
    private static final Map<String, String> ALL = Map.of(
            "STAGECRAFT_VERBOSE", "true",
            "STAGECRAFT_DRY_RUN", "true",
            "STAGECRAFT_NO_COLOR", "true");

    @TempDir
    Path directory;

    private Session parsed(Map<String, String> environment, String... args) {
        var nowhere = new Console(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                Screen.none());
        var session = CliSessions.of(new Session.Surroundings(
                directory, environment, InputStream.nullInputStream(), nowhere, Clock.systemUTC()));
        CommandLines.of(session).parseArgs(args);
        return session;
    }

    @Test
    void aFlagTakesBackWhatTheEnvironmentSays() {
        var said = parsed(ALL, "status").settings();
        var taken = parsed(ALL, "--verbose=false", "status", "--dry-run=false", "--no-color=false")
                .settings();

        assertTrue(said.verbose() && said.dryRun() && !said.colour());
        assertFalse(taken.verbose() || taken.dryRun() || !taken.colour());
    }

    @Test
    void theFileOfTheCommandLineIsRead() throws IOException {
        Files.writeString(directory.resolve("mine.yaml"), "namespace: mine\n");
        Files.writeString(directory.resolve("other.yaml"), "namespace: other\n");
        var other = Map.of("STAGECRAFT_CONFIG", "other.yaml");

        assertEquals(
                Optional.of("mine"),
                parsed(other, "status", "--config", "mine.yaml").settings().namespace());
        assertEquals(Optional.of("other"), parsed(other, "status").settings().namespace());
        assertEquals(
                new CliRun.Result(
                        1,
                        "",
                        "error: There is no file " + directory.resolve("none.yaml")
                                + ", which --config names; create it or leave the option out.\n"),
                CliRun.in(directory).run("status", "--config", "none.yaml"));
    }

    @Test
    void tracesAreShownToThoseWhoAskInWhicheverWay() throws IOException {
        Files.writeString(directory.resolve("asks.yaml"), "verbose: true\n");
        var trace = "\tat dev.stagecraft.";

        assertFalse(failing().err().contains(trace));
        assertTrue(failing("-v").err().contains(trace));
        assertTrue(failing("--config", "asks.yaml").err().contains(trace));
        var broken = CliRun.in(directory).with("STAGECRAFT_VERBOSE", "yes").with("STAGECRAFT_CONFIG", "none.yaml");
        assertTrue(broken.run("status").err().contains(trace));
        assertFalse(broken.run("status", "--verbose=false").err().contains(trace));
    }

    private CliRun.Result failing(String... options) {
        var words = new String[options.length + 3];
        words[0] = "validate";
        words[1] = "-f";
        words[2] = "none.yaml";
        System.arraycopy(options, 0, words, 3, options.length);
        return CliRun.in(directory).run(words);
    }
}
