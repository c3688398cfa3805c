package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BuildCommandsTest {
    private static final String IMAGE = "registry.example.com/shop/web:build-0123456789abcdef";
    private static final String DIRECTORY = "/var/lib/stagecraft/shop-prod/builds/web-build-0123456789abcdef";
    private static final HostBuild.Context CONTEXT = new HostBuild.Context(2048, "ab".repeat(32), out -> {});

    @Test
    void dockerIsCalledWithNamesOfArgumentsAndPathsOfSecrets() {
        var build = build(new HostBuild.Docker(
                "deploy/Dockerfile",
                new TreeMap<>(),
                "final",
                new TreeMap<>(Map.of("NODE_ENV", "value-1", "PATH", "/bin", "with-dash", "x")),
                new TreeMap<>(Map.of("org.opencontainers.image.version", "1.2"))));

        var command = BuildCommands.build(build, CONTEXT, DIRECTORY);

        assertEquals(
                List.of(
                        "docker",
                        "build",
                        "--progress=plain",
                        "--iidfile",
                        DIRECTORY + "/iid",
                        "--platform",
                        "linux/amd64",
                        "-t",
                        IMAGE,
                        "-f",
                        "deploy/Dockerfile",
                        "--target",
                        "final",
                        "--label",
                        "org.opencontainers.image.version=1.2",
                        "--build-arg",
                        "NODE_ENV",
                        "--build-arg",
                        "PATH=/bin",
                        "--build-arg",
                        "with-dash=x",
                        "--secret",
                        "id=npm.token,src=" + DIRECTORY + "/secrets/npm.token",
                        DIRECTORY + "/context"),
                after(command.argv(), IMAGE, "linux/amd64"));
        assertEquals(Duration.ofSeconds(660), command.timeout());
    }

    @Test
    void theScriptIsToldWhatItWillReadInTheOrderInWhichItIsSent() {
        var build = build(new HostBuild.Docker(
                "", new TreeMap<>(Map.of("Dockerfile", "FROM x\n")), "", new TreeMap<>(), new TreeMap<>()));

        var words = BuildCommands.build(build, CONTEXT, DIRECTORY).argv();

        assertEquals(List.of("sh", "-c", BuildScripts.BUILD, "stagecraft", DIRECTORY, "600"), words.subList(0, 6));
        assertEquals(
                List.of(
                        BuildScripts.INSIDE,
                        "2048",
                        "ab".repeat(32),
                        "docker/config.json",
                        "2",
                        "env.sh",
                        "0",
                        "secrets/npm.token",
                        "5",
                        "files/Dockerfile",
                        "7",
                        "--"),
                words.subList(6, 18));
        assertEquals(
                List.of("docker/config.json", "env.sh", "secrets/npm.token", "files/Dockerfile"),
                List.copyOf(BuildCommands.files(build, DIRECTORY).keySet()));
        assertTrue(words.contains(DIRECTORY + "/files/Dockerfile"));
    }

    @Test
    void valuesTravelInAFileThatAShellReads() {
        var build = build(new HostBuild.Docker(
                "Dockerfile",
                new TreeMap<>(),
                "",
                new TreeMap<>(Map.of("GREETING", "it's\n$HOME", "DOCKER_HOST", "x", "PATHS", "y")),
                new TreeMap<>()));

        var file = requireNonNull(BuildCommands.files(build, DIRECTORY).get("env.sh"));

        assertEquals("export GREETING='it'\\''s\n$HOME'\nexport PATHS='y'\n", String.valueOf(file.reveal()));
    }

    @Test
    void aProgramFindsImageFilesAndSecrets() {
        var program = new HostBuild.Program(
                "encore",
                List.of("encore", "build", "--config", "{files}/infra.json", "{image}"),
                Map.of("infra.json", "{}"),
                new TreeMap<>(Map.of("DISABLE_ENCORE_TELEMETRY", "1")));

        var command = BuildCommands.build(build(program), CONTEXT, DIRECTORY);

        assertEquals(
                List.of("encore", "build", "--config", DIRECTORY + "/files/infra.json", IMAGE),
                after(command.argv(), IMAGE, "linux/amd64"));
        assertEquals(
                "export DISABLE_ENCORE_TELEMETRY='1'\nexport STAGECRAFT_SECRETS='%s/secrets'\n".formatted(DIRECTORY),
                requireNonNull(BuildCommands.files(build(program), DIRECTORY).get("env.sh"))
                        .reveal());
        assertEquals("encore", BuildCommands.probe(build(program)).argv().getLast());
    }

    @Test
    void whatWouldLeaveTheDirectoryIsRefused() {
        var none = new TreeMap<String, String>();
        assertThrows(
                IllegalArgumentException.class,
                () -> new HostBuild.Program("x", List.of("x"), Map.of("../x", ""), none));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HostBuild(
                        IMAGE,
                        "linux/amd64",
                        new HostBuild.Docker("Dockerfile", none, "", none, none),
                        Secret.of(""),
                        new TreeMap<>(Map.of("a,b", Secret.of("x"))),
                        Duration.ofMinutes(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HostBuild(
                        "registry.example.com:5000/web",
                        "linux/amd64",
                        new HostBuild.Docker("Dockerfile", none, "", none, none),
                        Secret.of(""),
                        new TreeMap<>(),
                        Duration.ofMinutes(1)));
    }

    private static HostBuild build(HostBuild.Tool tool) {
        return new HostBuild(
                IMAGE,
                "linux/amd64",
                tool,
                Secret.of("{}"),
                new TreeMap<>(Map.of("npm.token", Secret.of("12345"))),
                Duration.ofMinutes(10));
    }

    /** The words of the program that builds. */
    private static List<String> after(List<String> words, String... last) {
        var at = words.indexOf("--");
        assertEquals(List.of(last), words.subList(at + 1, at + 3));
        return words.subList(at + 3, words.size());
    }
}
