package dev.stagecraft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.sandbox.Promtool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
    void promtoolFindsNothing() throws InterruptedException {
        assumeTrue(Promtool.present(), "promtool is not on PATH; the rules above were checked without it.");

        assertEquals(new Promtool.Ended(0, ""), Promtool.run(everything(), "check", "metrics"));
    }

    private static String everything() {
        try (var metrics = new OperatorMetrics()) {
            Everything.feed(metrics);
            return metrics.scrape();
        }
    }
}
