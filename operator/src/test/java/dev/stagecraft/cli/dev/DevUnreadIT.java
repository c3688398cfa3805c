package dev.stagecraft.cli.dev;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command in a pipe that nobody reads, as one to a program that hangs: it is full, and what is written waits. */
@Timeout(300)
class DevUnreadIT {
    private static final Duration SOON = Duration.ofSeconds(120);
    private static final int FULL = 60_000;

    @TempDir
    Path directory;

    @AfterEach
    void end() throws InterruptedException {
        Leftovers.stop(mark());
    }

    @Test
    void itEndsAllTheSame() throws Exception {
        Process dev = start();
        try {
            await().atMost(SOON).until(() -> dev.getInputStream().available() > FULL);

            dev.destroy();

            assertTrue(dev.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it has ended");
            assertEquals(130, dev.exitValue());
            assertEquals(List.of(), Machine.marked(mark()));
        } finally {
            dev.destroyForcibly().waitFor();
        }
    }

    private Process start() throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop-dev, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: dev
              compose: {inline: "services: {web: {build: .}, worker: {build: .}}"}
              backend:
                provider: generic
                services: [web, worker]
                providers:
                  generic:
                    dev: {command: [sh, -c, 'trap "" TERM; yes']}
                    services: {worker: {dev: {command: ["true"]}}}
            """);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:ActiveProcessorCount=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.stagecraft.Cli",
                        "dev",
                        "-f",
                        "shop.yaml")
                .directory(directory.toFile())
                .redirectError(directory.resolve("errors.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", directory.toString()));
        return builder.start();
    }

    private String mark() {
        return ProcessTree.MARKER + "=" + RunDirectory.mark(directory.resolve(".local/state/stagecraft/dev/shop"));
    }
}
