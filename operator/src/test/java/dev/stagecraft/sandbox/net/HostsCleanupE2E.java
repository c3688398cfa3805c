package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real hosts leave nothing on the machine, also when their owner is killed. */
@Tag("e2e")
class HostsCleanupE2E {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void closingLeavesNothing() {
        // Given
        Owner owner = Owner.current();
        RealHosts hosts = RealHosts.start(1, directory);
        runContainer(hosts, directory);
        assertFalse(Leftovers.of(owner).isEmpty());
        assertFalse(HostNetwork.standing(owner).isEmpty());

        // When
        hosts.close();

        // Then
        assertEquals(List.of(), Leftovers.of(owner));
        assertEquals("", HostNetwork.standing(owner));
        assertEquals(List.of(), processesOf(owner));
        assertEquals(List.of(), mountsOf(owner));
        assertTrue(Files.exists(directory.resolve("host-1/dockerd.log")));
        assertTrue(Files.exists(directory.resolve("host-1/sshd.log")));
    }

    @Test
    @Timeout(300)
    void hostsOfAKilledOwnerEndAndTheNextRunSweepsTheRest() throws IOException {
        // Given
        Process process = Tool.start(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Dstagecraft.root=" + System.getProperty("stagecraft.root", ".."),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NeverCloses.class.getName(),
                        directory.toString())
                .redirectError(directory.resolve("owner.log").toFile()));
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String mark = output.lines()
                    .filter(line -> line.startsWith("stagecraft-e2e-"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("The owner did not start its host, see its owner.log."));
            Owner owner = Owner.ofMark(mark).orElseThrow();
            assertFalse(processesOf(owner).isEmpty());

            // When
            process.destroyForcibly();

            // Then
            await().atMost(SOON).until(() -> owner.gone() && processesOf(owner).isEmpty());
            Leftovers.sweep();
            HostNetwork.sweep();
            assertEquals(List.of(), Leftovers.of(owner));
            assertEquals("", HostNetwork.standing(owner));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatALivingOwnerHasIsNotSwept() {
        // Given
        Owner owner = Owner.current();
        Path state = Leftovers.stateDirectory(owner);

        // When
        Leftovers.sweep();

        // Then
        assertTrue(Files.exists(state));
        Leftovers.remove(state);
        assertFalse(Files.exists(state));
    }

    /** An owner that says its mark when a host runs a container, and then waits to be killed. */
    static final class NeverCloses {
        private NeverCloses() {}

        public static void main(String[] arguments) throws InterruptedException {
            Path directory = Path.of(arguments[0]);
            RealHosts hosts = RealHosts.start(1, directory);
            runContainer(hosts, directory);
            System.out.println(Owner.current().mark());
            Thread.currentThread().join();
        }
    }

    private static void runContainer(RealHosts hosts, Path directory) {
        LocalRegistry.Pushed worker = new ShopImages(hosts.registry(), directory).worker("v1");
        hosts.host(1)
                .docker("run", "--detach", "--restart", "always", worker.pinned())
                .orFail();
    }

    /** Processes that name the owner's mark: launchers, engines, registries. */
    private static List<String> processesOf(Owner owner) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(owner.mark() + "-"))
                .toList();
    }

    private static List<String> mountsOf(Owner owner) {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            return mounts.filter(mount -> mount.contains(owner.mark())).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The machine's mounts cannot be read.", e);
        }
    }
}
