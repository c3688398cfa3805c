package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both flavours of Compose run the example application on the Docker Engine that Debian has. */
@Tag("e2e")
class ComposeFlavoursE2E {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void composeOneRunsTheWholeApplication() throws IOException {
        try (RealHosts hosts = RealHosts.start(1, directory)) {
            String version = application(hosts, "docker-compose");
            assertTrue(version.startsWith("1.29"), version);
        }
    }

    @Test
    void composeTwoRunsTheWholeApplication() throws IOException {
        try (RealHosts hosts = RealHosts.start(1, directory, Equipment.COMPOSE_V2)) {
            assertFalse(hosts.host(1).run("which", "docker-compose").succeeded());
            String version = application(hosts, "docker compose");
            assertTrue(version.startsWith("v2.") || version.startsWith("2."), version);
        }
    }

    /** Up, healthy, its parts reach each other, down; returns the version of Compose. */
    private String application(RealHosts hosts, String compose) throws IOException {
        // Given
        ShopImages images = new ShopImages(hosts.registry(), directory);
        RealHost host = hosts.host(1);
        PlainSsh ssh = new PlainSsh(hosts.clientPrivateKeyFile(), directory);
        Files.writeString(host.path("/root/docker-compose.yml"), """
                services:
                  web:
                    image: %s
                    ports: ["8081:8080"]
                    healthcheck: {test: [CMD, /shop, healthcheck], interval: 1s, timeout: 3s, retries: 5}
                    depends_on: [redis]
                  worker: {image: %s}
                  redis: {image: %s}
                """.formatted(
                        images.web("v2", ShopImages.Behaviour.SLOW).pinned(),
                        images.worker("v2").pinned(),
                        images.redis().pinned()));
        String project = compose + " --project-name shop --file /root/docker-compose.yml ";

        // When
        ssh.output(host, project + "up --detach --quiet-pull");

        // Then
        await().atMost(SOON).until(() -> ssh.output(host, "docker ps").contains("(healthy)"));
        assertEquals("+PONG", ssh.output(host, "curl -fsS http://127.0.0.1:8081/redis"));
        assertTrue(ssh.output(host, project + "logs worker").contains("worker v2 works"));
        ssh.output(host, project + "down --timeout 5");
        assertEquals("", ssh.output(host, "docker ps --all --quiet"));
        return ssh.output(host, compose + " version --short");
    }
}
