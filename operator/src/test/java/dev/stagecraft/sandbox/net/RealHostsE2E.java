package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real hosts keep their promises before any release is tried on them. */
@Tag("e2e")
class RealHostsE2E {

    @TempDir
    static Path directory;

    private static RealHosts hosts;
    private static ShopImages images;

    @BeforeAll
    static void start() {
        hosts = RealHosts.start(2, directory.resolve("logs"));
        images = new ShopImages(hosts.registry(), directory);
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    @Test
    void eachHostHasItsOwnEngineBehindItsOwnSsh() {
        // When
        List<String> ids = hosts.hosts().stream()
                .map(host -> ssh(host, "docker info --format '{{.ID}} {{.Name}}'"))
                .toList();

        // Then
        assertNotEquals(ids.get(0), ids.get(1));
        assertTrue(ids.get(0).endsWith("host-1"), ids::toString);
        assertTrue(ids.get(1).endsWith("host-2"), ids::toString);
        for (RealHost host : hosts.hosts()) {
            assertEquals(
                    ssh(host, "docker info --format '{{.ID}} {{.Name}}'"),
                    host.docker("info", "--format", "{{.ID}} {{.Name}}")
                            .orFail()
                            .out()
                            .strip());
            assertTrue(ssh(host, "docker-compose version --short").startsWith("1.29"));
        }
    }

    @Test
    void anUnknownKeyIsRefusedAndAnUnknownHostKeyToo() {
        // Given
        RealHost host = hosts.host(1);
        KeyPairFile stranger = KeyPairFile.generate(directory.resolve("stranger"), "stranger");

        // Then
        Tool.Ran wrongUser = Tool.run(Duration.ofSeconds(20), sshCommand(host, stranger.file(), host, "true"));
        assertTrue(wrongUser.err().contains("Permission denied"), wrongUser::err);
        Path key = hosts.clientPrivateKeyFile();
        Tool.Ran wrongHost = Tool.run(Duration.ofSeconds(20), sshCommand(host, key, hosts.host(2), "true"));
        assertTrue(wrongHost.err().contains("Host key verification failed"), wrongHost::err);
    }

    @Test
    void anImageIsPulledByDigestAndServesOnAPort() {
        // Given
        LocalRegistry.Pushed web = images.web("v1", ShopImages.Behaviour.GOOD);

        for (RealHost host : hosts.hosts()) {
            // When
            ssh(host, "docker run --detach --name web --publish 8080:8080 --env COLOUR=green " + web.pinned());

            // Then
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> host.run("curl", "-fsS", "http://127.0.0.1:8080/healthz")
                            .succeeded());
            assertEquals("shop web v1", ssh(host, "curl -fsS http://127.0.0.1:8080/"));
            assertEquals("green", ssh(host, "curl -fsS 'http://127.0.0.1:8080/env?key=COLOUR'"));
            assertEquals("shop web v1", curl("http://%s:8080/".formatted(host.address())));
            ssh(host, "docker rm --force web");
        }
    }

    @Test
    void composeRunsTheWholeApplication() {
        // Given
        String file = """
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
                        images.redis().pinned());
        RealHost host = hosts.host(2);
        write(host.path("/root/docker-compose.yml"), file);

        // When
        ssh(host, "docker-compose --project-name shop --file /root/docker-compose.yml up --detach --quiet-pull");

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ssh(host, "docker ps").contains("(healthy)"));
        assertEquals("+PONG", ssh(host, "curl -fsS http://127.0.0.1:8081/redis"));
        assertTrue(ssh(host, "docker logs shop_worker_1").contains("worker v2 works"));
        ssh(host, "docker-compose --project-name shop --file /root/docker-compose.yml down --timeout 5");
        assertEquals("", ssh(host, "docker ps --all --quiet"));
    }

    @Test
    void anEngineAndACableCanFail() {
        RealHost host = hosts.host(1);

        host.stopDocker();
        assertFalse(host.docker("version").succeeded());
        assertTrue(hosts.host(2).docker("version").succeeded());
        host.startDocker();
        assertTrue(ssh(host, "docker version").contains("Server"));

        host.pauseNetwork();
        Path key = hosts.clientPrivateKeyFile();
        assertFalse(Tool.run(Duration.ofSeconds(20), sshCommand(host, key, host, "true"))
                .succeeded());
        host.resumeNetwork();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Tool.run(Duration.ofSeconds(20), sshCommand(host, key, host, "true"))
                        .succeeded());
    }

    static String ssh(RealHost host, String command) {
        return Tool.run(Duration.ofMinutes(1), sshCommand(host, hosts.clientPrivateKeyFile(), host, command))
                .orFail()
                .out()
                .strip();
    }

    /** Plain {@code ssh} that trusts nothing but the host key of {@code expected} for the address of {@code host}. */
    private static List<String> sshCommand(RealHost host, Path key, RealHost expected, String command) {
        Path known = directory.resolve("known-%s-%s".formatted(host.name(), expected.name()));
        write(known, "%s %s%n".formatted(host.address(), expected.hostPublicKey()));
        List<String> argv = new ArrayList<>(List.of("ssh", "-F", "none", "-i", key.toString()));
        for (String option : List.of(
                "IdentitiesOnly=yes",
                "BatchMode=yes",
                "ConnectTimeout=5",
                "StrictHostKeyChecking=yes",
                "UserKnownHostsFile=" + known)) argv.addAll(List.of("-o", option));
        argv.addAll(List.of("-p", Integer.toString(host.sshPort()), "root@" + host.address(), command));
        return argv;
    }

    private static String curl(String url) {
        return Tool.run("curl", "-fsS", "--max-time", "10", url).orFail().out().strip();
    }

    private static void write(Path file, String content) {
        try {
            Files.writeString(file, content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("%s cannot be written.".formatted(file), e);
        }
    }
}
