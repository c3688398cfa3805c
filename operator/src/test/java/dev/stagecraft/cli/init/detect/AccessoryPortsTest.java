package dev.stagecraft.cli.init.detect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.init.manifest.Draft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where accessories are reached on their host: no two of them at the same port. */
class AccessoryPortsTest {
    @Test
    void whatTheFilePublishesIsBoundToTheHostItselfAtThePortOfTheFile() {
        var drafted = draft("""
                services:
                  cache: {image: redis, ports: ["6379:6379"]}
                  queue: {image: redis, ports: ["0.0.0.0:${QUEUE_PORT:-6380}:6379/tcp"]}
                  search: {image: valkey, ports: [{target: 6379, published: "6390"}]}
                  web: {image: x, depends_on: [cache, queue, search]}
                """);

        assertAll(
                () -> assertEquals("127.0.0.1:6379:6379", port(drafted, "cache")),
                () -> assertEquals("127.0.0.1:6380:6379", port(drafted, "queue")),
                () -> assertEquals("127.0.0.1:6390:6379", port(drafted, "search")));
    }

    @Test
    void whereNothingIsPublishedThePortIsTheNextOneThatIsFree() {
        var drafted = draft("""
                services:
                  orders-db: {image: postgres}
                  users-db: {image: postgres}
                  web: {image: x, depends_on: [orders-db, users-db], ports: ["5430-5433:80-83", "5435:81/udp"]}
                """, "orders/migrations/1_a.sql", "users/migrations/1_a.sql");

        assertAll(
                () -> assertEquals("127.0.0.1:5434:5432", port(drafted, "orders-db")),
                () -> assertEquals("127.0.0.1:5435:5432", port(drafted, "users-db")),
                () -> assertEquals(
                        List.of(
                                "postgres://USER:PASSWORD@127.0.0.1:5434/DATABASE",
                                "postgres://USER:PASSWORD@127.0.0.1:5435/DATABASE"),
                        drafted.databases().stream()
                                .map(Draft.Database::example)
                                .toList()));
    }

    @Test
    void oneThatPublishesNothingLeavesTheUsualPortToTheOneThatDoes() {
        var drafted = draft("""
                services:
                  first: {image: postgres}
                  second: {image: postgres, ports: ["5432:5432"]}
                  web: {image: x, depends_on: [first, second]}
                """, "first/migrations/1_a.sql", "second/migrations/1_a.sql");

        assertAll(
                () -> assertEquals("127.0.0.1:5432:5432", port(drafted, "second")),
                () -> assertEquals("127.0.0.1:5433:5432", port(drafted, "first")));
    }

    private static Draft draft(String compose, String... scripts) {
        var files = new HashMap<>(Map.of("compose.yaml", compose));
        List.of(scripts).forEach(path -> files.put(path, "SELECT 1;"));
        var place = new Findings.Place("shop", "", Optional.empty());
        var findings = Findings.of(place, ProjectFiles.of(files), Set.of());
        return Drafting.draft(findings, Answers.suggested(findings)).draft();
    }

    private static String port(Draft draft, String service) {
        return draft.services().stream()
                .filter(each -> each.name().equals(service))
                .map(each -> each.policy().path("ports").path(0).asText())
                .findFirst()
                .orElseThrow();
    }
}
