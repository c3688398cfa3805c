package dev.stagecraft.config;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    @Test
    void pageHoldsTheTableOfTheSettings() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("stagecraft.root", ".."), "spec/operations.md"));
        var table = Arrays.stream(Setting.values())
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.variable(),
                                setting.takes(),
                                setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`",
                                setting.meaning()))
                .collect(Collectors.joining(
                        "",
                        "<!-- settings:begin -->\n| variable | takes | default | meaning |\n|---|---|---|---|\n",
                        "<!-- settings:end -->"));

        assertTrue(page.contains(table), () -> "spec/operations.md must hold this:\n" + table);
    }
}
