package dev.stagecraft.cli.dev;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command as a process of its own, with both kinds of Compose and a real engine. It runs in the network of a real host, where
 * its containers are, with the files of this machine.
 */
@Tag("e2e")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DevE2E {
    private static final Duration SOON = Duration.ofMinutes(1);

    private static RealHosts hosts;

    @TempDir
    static Path images;

    @TempDir
    Path directory;

    private Optional<Process> command = Optional.empty();

    @BeforeAll
    static void start() {
        hosts = RealHosts.start(1, Path.of("target", "e2e", "dev"), Equipment.ENGINE_ONLY);
        new ShopImages(hosts.registry(), images).redis();
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(directory.resolve("backend"));
        Files.createDirectories(directory.resolve("home"));
        Files.writeString(directory.resolve("backend/run.sh"), """
            echo "$(redis-cli -p "$REDIS_PORT" incr visits) visits, $GREETING"
            sleep 1000 &
            (setsid sleep 1000 &)
            if [ -n "$STUBBORN" ]; then trap '' TERM; fi
            while :; do sleep 0.2; done
            """);
        write("");
    }

    @AfterEach
    void end() throws Exception {
        if (command.isPresent()) {
            run().destroyForcibly().waitFor();
        }
        Leftovers.stop(mark());
        docker("ps", "--all", "--quiet").lines().forEach(container -> docker("rm", "--force", container));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingRunsAndCtrlCLeavesOnlyTheVolume(boolean plugin) throws Exception {
        if (plugin) {
            plugin();
        }
        run("dev", "-f", "shop.yaml");
        awaitOutput("web        | 1 visits, hello ${dollar} world");
        awaitOutput("redis      | ");
        assertTrue(
                docker("inspect", "--format={{.Config.Env}}", container()).contains("GREETING=hello ${dollar} world"));
        assertEquals("true", docker("inspect", "--format={{.State.Running}}", container()));
        assertEquals(4, left().size(), "sh, two sleeps and the short one of the loop");

        signal("INT");

        assertEquals(130, exitCode());
        assertNothingIsLeft();
        assertEquals("shop-dev_data", docker("volume", "ls", "--quiet", "--filter=name=shop-dev"), "volumes stay");
        assertFalse(output().contains("\u001b"), "a pipe gets no escape codes");
        assertTrue(output().contains("stopping; Ctrl-C once more"), this::output);
        docker("volume", "rm", "shop-dev_data");
    }

    @Test
    void aServiceThatCannotStartTakesTheOthersDownWithIt() throws Exception {
        plugin();
        write(
                "      broken: {image: \"%s/shop/redis:7\", command: [redis-server, --no-such-option], depends_on: [redis], healthcheck: {test: [CMD, \"true\"], interval: 1s}}\n"
                        .formatted(hosts.registry().host()));
        run("dev", "-f", "shop.yaml");

        assertEquals(1, exitCode());

        assertTrue(
                output().contains("error: Service 'broken' ended with code 1; its last lines are above."),
                this::output);
        assertFalse(output().contains("web        | "), "nothing depends on what is not there");
        assertNothingIsLeft();
    }

    @Test
    void theSecondCtrlCDoesNotWait() throws Exception {
        plugin();
        write("", "{name: STUBBORN, value: \"yes\"}");
        run("dev", "-f", "shop.yaml");
        awaitOutput(" visits, hello");

        signal("INT");
        awaitOutput("stopping; Ctrl-C once more");
        signal("INT");

        assertEquals(130, exitCode());
        assertFalse(output().contains("was killed"), "it did not wait for the end of the grace period");
        assertNothingIsLeft();
    }

    @Test
    void whatARunThatWasKilledLeavesIsStoppedByTheNextOne() throws Exception {
        plugin();
        run("dev", "-f", "shop.yaml");
        awaitOutput(" visits, hello");
        run().destroyForcibly().waitFor();
        assertFalse(left().isEmpty(), "nobody could stop them");

        run("dev", "-f", "shop.yaml");
        awaitOutput("processes of a run that was killed were still there");
        awaitOutput(" visits, hello");
        assertEquals(4, left().size());
        run(false, "dev", "-f", "shop.yaml").waitFor();
        assertTrue(Files.readString(directory.resolve("second.txt"))
                .contains("error: shop runs here already in another terminal"));
        signal("TERM");

        assertEquals(130, exitCode());
        assertNothingIsLeft();
    }

    /** @param infrastructure further services, indented */
    private void write(String infrastructure, String... variables) throws IOException {
        Files.writeString(directory.resolve("shop.yaml"), """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop-dev, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: dev
              compose:
                inline: |
                  services:
                    web: {build: ./backend, depends_on: [redis]}
                    redis:
                      image: "%1$s/shop/redis:7"
                      ports: ["127.0.0.1:16379:6379"]
                      volumes: [data:/data]
                      healthcheck: {test: [CMD, redis-cli, ping], interval: 1s}
                      stop_grace_period: 1s
              %2$s
                  volumes: {data: {}}
              env: [{name: REDIS_PORT, value: "16379"} %3$s]
              envFrom: [{secretRef: {name: shop-env}}]
              backend:
                provider: generic
                services: [web]
                providers: {generic: {dev: {command: [sh, run.sh], directory: backend}}}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: shop-env}
            stringData: {GREETING: "hello ${dollar} world"}
            """.formatted(
                        hosts.registry().host(),
                        infrastructure,
                        variables.length == 0 ? "" : "," + String.join(",", variables)));
    }

    /** What {@code docker compose} needs to be there, of what e2e-prerequisites put aside. */
    private void plugin() throws IOException {
        Path cache = Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .orElseGet(() -> System.getProperty("user.home") + "/.cache"));
        Path plugins = Files.createDirectories(directory.resolve("home/.docker/cli-plugins"));
        Files.createSymbolicLink(plugins.resolve("docker-compose"), cache.resolve("stagecraft/compose/docker-compose"));
    }

    private void run(String... arguments) throws IOException {
        command = Optional.of(run(true, arguments));
    }

    private Process run() {
        return command.orElseThrow();
    }

    private Process run(boolean first, String... arguments) throws IOException {
        var words = new ArrayList<>(hosts.host(1).network());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.stagecraft.Cli"));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        directory.resolve(first ? "output.txt" : "second.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        return builder.start();
    }

    private Map<String, String> environment() {
        var environment = new TreeMap<String, String>();
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("HOME", directory.resolve("home").toString());
        environment.put("DOCKER_HOST", "unix://" + hosts.host(1).path("/run/docker.sock"));
        return environment;
    }

    /** The words before it replace themselves, so the process is Java's. */
    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(run().pid()))
                .start()
                .waitFor();
    }

    private int exitCode() throws InterruptedException {
        assertTrue(run().waitFor(SOON.toSeconds(), TimeUnit.SECONDS), this::output);
        return run().exitValue();
    }

    private void awaitOutput(String text) {
        await().atMost(SOON).until(() -> {
            assertTrue(run().isAlive() || output().contains(text), this::output);
            return output().contains(text);
        });
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output.txt"), UTF_8);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    private static String docker(String... words) {
        return hosts.host(1).docker(words).orFail().out().strip();
    }

    private static String container() {
        return docker("ps", "--quiet", "--filter=label=com.docker.compose.service=redis");
    }

    private void assertNothingIsLeft() throws IOException {
        assertEquals(List.of(), left());
        assertEquals("", docker("ps", "--all", "--quiet"));
        assertEquals("", docker("network", "ls", "--quiet", "--filter=name=shop-dev"));
    }

    /** Everything whose working directory is the backend's, as the kernel says it. */
    private List<String> left() throws IOException {
        Path backend = directory.resolve("backend").toRealPath();
        return ProcessHandle.allProcesses()
                .map(handle -> Path.of("/proc/" + handle.pid() + "/cwd"))
                .filter(link -> {
                    try {
                        return Files.readSymbolicLink(link).equals(backend);
                    } catch (IOException _) {
                        return false;
                    }
                })
                .map(Path::toString)
                .toList();
    }

    private String mark() {
        return ProcessTree.MARKER + "=" + RunDirectory.mark(directory.resolve("home/.local/state/stagecraft/dev/shop"));
    }
}
