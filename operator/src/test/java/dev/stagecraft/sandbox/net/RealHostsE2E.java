package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real hosts keep their promises before any release is tried on them. */
@Tag("e2e")
class RealHostsE2E {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private static RealHosts hosts;
    private static ShopImages images;
    private static PlainSsh ssh;

    @BeforeAll
    static void start() {
        hosts = RealHosts.start(2, directory.resolve("logs"));
        ssh = new PlainSsh(hosts.clientPrivateKeyFile(), directory);
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

        // When
        Tool.Ran wrongUser = new PlainSsh(stranger.file(), directory).run(host, host.hostPublicKey(), "true");
        Tool.Ran wrongHost = ssh.run(host, hosts.host(2).hostPublicKey(), "true");

        // Then
        assertTrue(wrongUser.err().contains("Permission denied"), wrongUser::err);
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
            await().atMost(SOON)
                    .until(() -> host.run("curl", "-fsS", "http://127.0.0.1:8080/healthz")
                            .succeeded());
            assertEquals("shop web v1", ssh(host, "curl -fsS http://127.0.0.1:8080/"));
            assertEquals("green", ssh(host, "curl -fsS 'http://127.0.0.1:8080/env?key=COLOUR'"));
            assertEquals("shop web v1", curl("http://%s:8080/".formatted(host.address())));
            ssh(host, "docker rm --force web");
        }
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
        assertFalse(ssh.run(host, host.hostPublicKey(), "true").succeeded());
        host.resumeNetwork();
        await().atMost(SOON)
                .until(() -> ssh.run(host, host.hostPublicKey(), "true").succeeded());
    }

    @Test
    void aBareHostInstallsDockerByItself() {
        try (RealHosts bare = RealHosts.start(1, directory.resolve("bare"), Equipment.BARE)) {
            // Given
            RealHost host = bare.host(1);
            assertFalse(host.docker("version").succeeded());
            assertFalse(host.run("which", "docker-compose").succeeded());

            // When
            host.run("apt-get", "-q", "update").orFail();
            String install = "DEBIAN_FRONTEND=noninteractive apt-get -qy install docker.io docker-compose";
            host.run(Duration.ofMinutes(5), "sh", "-c", install).orFail();
            host.run("systemctl", "start", "docker").orFail();

            // Then
            assertTrue(host.docker("version").orFail().out().contains("Server"));
            assertTrue(host.run("docker-compose", "version", "--short")
                    .orFail()
                    .out()
                    .startsWith("1.29"));
        }
    }

    private static String ssh(RealHost host, String command) {
        return ssh.output(host, command);
    }

    private static String curl(String url) {
        return Tool.run("curl", "-fsS", "--max-time", "10", url).orFail().out().strip();
    }
}
