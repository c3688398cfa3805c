package dev.stagecraft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MetricsNamingTest {
    @Test
    void namesFollowTheRulesOfPrometheus() {
        assertEquals(List.of(), Exposition.parse(everything()).problems());
    }

    @Test
    void checkerSeesEachKindOfFault() {
        var text = """
                # TYPE requests counter
                # HELP requestCount Camel
                # TYPE requestCount gauge
                # HELP wait_milliseconds W
                # TYPE wait_milliseconds gauge
                # HELP size_gauge S
                # TYPE size_gauge gauge
                """;
        assertEquals(
                5,
                Exposition.parse(text).problems().size(),
                () -> Exposition.parse(text).problems().toString());
    }

    @Test
    void promtoolFindsNothing(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(onPath("promtool"), "promtool is not on PATH; the rules above were checked without it.");
        var said = directory.resolve("said");
        var promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try (var stdin = promtool.getOutputStream()) {
            stdin.write(everything().getBytes(StandardCharsets.UTF_8));
        }

        assertTrue(promtool.waitFor(30, TimeUnit.SECONDS), "promtool ends");
        assertEquals("", Files.readString(said));
        assertEquals(0, promtool.exitValue());
    }

    private static String everything() {
        try (var metrics = new OperatorMetrics()) {
            Everything.feed(metrics);
            return metrics.scrape();
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
