package dev.stagecraft.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.session.Programs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A Compose that does not answer, by a script in its place. */
@Timeout(60)
class InfrastructureTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String NOT_DOWN =
            "stagecraft | Compose could not be brought down; run %s --project-name shop-dev down to see why.\n";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Test
    void oneThatHangsIsGivenUp() throws Exception {
        Path program = hangs("*");

        infrastructure(program).down(new StopRequest(), SHORT, SHORT);

        assertEquals(NOT_DOWN.formatted(program), written.toString(UTF_8));
    }

    @Test
    void whoHurriesIsNotKeptByTheFirstLimit() throws Exception {
        Path program = hangs("*");
        var stop = new StopRequest();
        stop.request();

        infrastructure(program).down(stop, LONG, SHORT);

        assertEquals(NOT_DOWN.formatted(program), written.toString(UTF_8));
    }

    @Test
    void oneThatComesDownInAHurryIsDown() throws Exception {
        infrastructure(hangs("*=10")).down(new StopRequest(), SHORT, LONG);

        assertEquals("compose    | --timeout=0\n", written.toString(UTF_8));
    }

    private Path hangs(String when) throws IOException {
        Path program = Files.writeString(directory.resolve("compose"), """
            #!/bin/sh
            for last; do :; done
            case "$last" in %s) sleep 1000 ;; *) echo "$last" ;; esac
            """.formatted(when));
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private Infrastructure infrastructure(Path program) {
        Map<String, String> environment = Map.of("PATH", "/usr/bin:/bin");
        return new Infrastructure(
                new ComposeTool(List.of(program.toString()), "shop-dev", directory, directory.resolve("compose.yaml")),
                new Programs(directory, environment),
                environment,
                new Lines(new PrintStream(written, true, UTF_8), false, List.of()),
                RunDirectory.mark(directory),
                Clock.systemUTC());
    }
}
