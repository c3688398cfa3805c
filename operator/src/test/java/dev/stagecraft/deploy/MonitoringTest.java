package dev.stagecraft.deploy;

import static dev.stagecraft.deploy.DeployTree.document;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.metrics.MeterCatalogue;
import dev.stagecraft.sandbox.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MonitoringTest {
    private static final Set<String> CATALOGUE = MeterCatalogue.all().stream()
            .flatMap(entry -> entry.names().stream())
            .collect(Collectors.toSet());

    @Test
    void everyAlertSaysHowBadWhatAndWhereToReadOn() {
        var page = DeployTree.text(DeployTree.ROOT.resolve("../docs/alerts.md"));
        assertFalse(alerts().isEmpty());
        for (var alert : alerts()) {
            var name = alert.path("alert").asText();
            assertTrue(
                    Set.of("critical", "warning")
                            .contains(alert.at("/labels/severity").asText()),
                    name);
            assertTrue(alert.path("for").asText().matches("[0-9]+[mh]"), name);
            assertFalse(alert.at("/annotations/summary").asText().isBlank(), name);
            assertFalse(alert.at("/annotations/description").asText().isBlank(), name);
            assertTrue(alert.at("/annotations/runbook_url")
                    .asText()
                    .endsWith("#" + name.toLowerCase(java.util.Locale.ROOT)));
            assertTrue(page.contains("\n## " + name + "\n"), name + " has no section in docs/alerts.md");
        }
    }

    @Test
    void alertsUseOnlyMetricsThatExist() {
        alerts().forEach(alert -> assertKnown(alert.path("expr").asText()));
    }

    @Test
    void dashboardUsesOnlyMetricsThatExistAndTheChosenDataSource() throws IOException {
        var configMap = document("monitoring/dashboard.yaml");
        var dashboard = new ObjectMapper()
                .readTree(configMap.at("/data/stagecraft.json").asText());

        assertEquals("1", configMap.at("/metadata/labels/grafana_dashboard").asText());
        assertEquals("stagecraft-operator", dashboard.path("uid").asText());
        assertEquals("datasource", dashboard.at("/templating/list/0/name").asText());
        assertFalse(dashboard.path("panels").isEmpty());
        dashboard.path("panels").forEach(panel -> {
            assertEquals(
                    "${datasource}",
                    panel.at("/datasource/uid").asText(),
                    panel.path("title").asText());
            panel.path("targets")
                    .forEach(target -> assertKnown(target.path("expr").asText()));
        });
    }

    @Test
    void promtoolAcceptsTheRules(@TempDir Path directory) throws IOException, InterruptedException {
        assumeTrue(Promtool.present(), "promtool is not on PATH; the rules were checked without it.");
        var rules = Files.writeString(
                directory.resolve("rules.yaml"),
                document("monitoring/prometheus-rule.yaml").path("spec").toString());

        assertEquals(0, Promtool.run("", "check", "rules", rules.toString()).status());
    }

    private static List<JsonNode> alerts() {
        return document("monitoring/prometheus-rule.yaml")
                .at("/spec/groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    private static void assertKnown(String expression) {
        var bare = expression.replaceAll("\"[^\"]*\"", "").replaceAll("\\b(by|without) *\\([^)]*\\)", "");
        var named = Pattern.compile("\\b[a-z]+_[a-z0-9_]+\\b")
                .matcher(bare)
                .results()
                .map(MatchResult::group)
                .filter(word -> !word.equals("histogram_quantile"))
                .toList();
        assertFalse(named.isEmpty(), expression);
        named.forEach(name -> assertTrue(CATALOGUE.contains(name), name + " does not exist: " + expression));
    }
}
