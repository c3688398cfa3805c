package dev.stagecraft.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void pageHoldsTheTableOfTheCatalogue() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("stagecraft.root", ".."), "spec/metrics.md"));
        var table = MeterCatalogue.all().stream()
                .map(entry -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                entry.family(),
                                entry.kind().name().toLowerCase(java.util.Locale.ROOT),
                                entry.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", ")),
                                entry.help()))
                .collect(Collectors.joining(
                        "",
                        "<!-- metrics:begin -->\n| family | kind | labels | help |\n|---|---|---|---|\n",
                        "<!-- metrics:end -->"));

        assertTrue(page.contains(table), () -> "spec/metrics.md must hold this:\n" + table);
    }
}
