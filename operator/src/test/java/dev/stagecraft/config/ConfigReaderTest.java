package dev.stagecraft.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    @Test
    void emptyEnvironmentGivesTheDefaults() {
        var config = valid(Map.of("PATH", "/bin", "HOME", "/root")).config();

        assertEquals(new WatchSettings(Set.of(), Duration.ofMinutes(10)), config.watch());
        assertEquals(new HttpSettings("0.0.0.0", 8080), config.http());
        assertEquals(
                new LeaderElectionSettings(true, "stagecraft-operator", Optional.empty(), Optional.empty()),
                config.leaderElection());
        assertEquals(
                new CloudSettings(URI.create("https://api.digitalocean.com"), Duration.ofSeconds(30), false),
                config.cloud());
        assertEquals(new StepSettings(5, Duration.ofSeconds(2), Duration.ofMinutes(2)), config.steps());
        assertEquals(new ThreadSettings(4, 32), config.threads());
        assertEquals(Set.of(), config.insecureRegistries());
        assertEquals(Optional.empty(), config.sqliteDirectory());
        assertEquals(Optional.empty(), config.sourceDirectory());
        assertEquals(
                new BuilderSettings(
                        "docker.io/moby/buildkit:v0.34.2-rootless",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                config.builder());
        assertEquals(LogFormat.JSON, config.logFormat());
    }

    @Test
    void everyVariableReachesItsRecord() {
        var config = valid(Map.ofEntries(
                        Map.entry("STAGECRAFT_WATCH_NAMESPACES", "shop, blog,"),
                        Map.entry("STAGECRAFT_RECONCILE_INTERVAL", "1h30m"),
                        Map.entry("STAGECRAFT_HTTP_ADDRESS", "127.0.0.1"),
                        Map.entry("STAGECRAFT_HTTP_PORT", "0"),
                        Map.entry("STAGECRAFT_LEADER_ELECTION", "false"),
                        Map.entry("STAGECRAFT_LEASE_NAME", "other"),
                        Map.entry("STAGECRAFT_LEASE_NAMESPACE", "ops"),
                        Map.entry("STAGECRAFT_LEASE_IDENTITY", "operator-7d9f.x"),
                        Map.entry("STAGECRAFT_DIGITALOCEAN_URL", "http://127.0.0.1:8000/base/"),
                        Map.entry("STAGECRAFT_CLOUD_POLL_INTERVAL", "500ms"),
                        Map.entry("STAGECRAFT_ALLOW_LOOPBACK_HOSTS", "true"),
                        Map.entry("STAGECRAFT_INSECURE_REGISTRIES", "registry.lan:5000,[fd00::1]:5000"),
                        Map.entry("STAGECRAFT_SQLITE_DIRECTORY", "/usr/share"),
                        Map.entry("STAGECRAFT_SOURCE_DIRECTORY", "/tmp"),
                        Map.entry("STAGECRAFT_BUILDER_IMAGE", "registry.lan:5000/buildkit:v1-rootless"),
                        Map.entry("STAGECRAFT_BUILDER_ADDRESS", "tcp://buildkitd.stagecraft-build.svc:1234"),
                        Map.entry("STAGECRAFT_BUILDER_TLS_DIRECTORY", "/tmp"),
                        Map.entry("STAGECRAFT_BUILDER_PROGRAMS", "encore=registry.lan:5000/encore:1.50.0,"),
                        Map.entry("STAGECRAFT_STEP_ATTEMPTS", "3"),
                        Map.entry("STAGECRAFT_STEP_BACKOFF_BASE", "1s"),
                        Map.entry("STAGECRAFT_STEP_BACKOFF_MAX", "1s"),
                        Map.entry("STAGECRAFT_RECONCILE_THREADS", "1"),
                        Map.entry("STAGECRAFT_STEP_THREADS", "2"),
                        Map.entry("STAGECRAFT_LOG_FORMAT", "text")))
                .config();

        assertEquals(
                new OperatorConfig(
                        new WatchSettings(Set.of("shop", "blog"), Duration.ofMinutes(90)),
                        new HttpSettings("127.0.0.1", 0),
                        new LeaderElectionSettings(false, "other", Optional.of("ops"), Optional.of("operator-7d9f.x")),
                        new CloudSettings(URI.create("http://127.0.0.1:8000/base"), Duration.ofMillis(500), true),
                        Set.of("registry.lan:5000", "[fd00::1]:5000"),
                        Optional.of(Path.of("/usr/share")),
                        Optional.of(Path.of("/tmp")),
                        new BuilderSettings(
                                "registry.lan:5000/buildkit:v1-rootless",
                                Optional.of("tcp://buildkitd.stagecraft-build.svc:1234"),
                                Optional.of(Path.of("/tmp")),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of("encore", "registry.lan:5000/encore:1.50.0")),
                        new StepSettings(3, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                        new PollSettings(Duration.ofMinutes(1), Duration.ofSeconds(2), Duration.ofSeconds(5)),
                        new ThreadSettings(1, 2),
                        LogFormat.TEXT),
                config);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STAGECRAFT_HTTP_PORT|65536|a whole number from 0 to 65535",
                "STAGECRAFT_HTTP_PORT|-1|a whole number from 0 to 65535",
                "STAGECRAFT_HTTP_ADDRESS|example.com|an IP address such as 0.0.0.0 or 127.0.0.1",
                "STAGECRAFT_LEADER_ELECTION|yes|true or false",
                "STAGECRAFT_RECONCILE_INTERVAL|0s|a duration above zero such as 500ms, 30s, 5m or 1h30m, at most 24h",
                "STAGECRAFT_RECONCILE_INTERVAL|25h|a duration above zero such as 500ms, 30s, 5m or 1h30m, at most 24h",
                "STAGECRAFT_RECONCILE_INTERVAL|5|a duration above zero such as 500ms, 30s, 5m or 1h30m, at most 24h",
                "STAGECRAFT_RECONCILE_INTERVAL|1s1m|a duration above zero such as 500ms, 30s, 5m or 1h30m, at most 24h",
                "STAGECRAFT_WATCH_NAMESPACES|Shop|Kubernetes names, separated by commas",
                "STAGECRAFT_LEASE_NAME|a_b|a Kubernetes name of lower case letters, digits and hyphens",
                "STAGECRAFT_LEASE_IDENTITY|a b|letters, digits, dots, hyphens and underscores, at most 128",
                "STAGECRAFT_INSECURE_REGISTRIES|http://r|registries as host or host:port, separated by commas, without a scheme",
                "STAGECRAFT_SQLITE_DIRECTORY|data|the absolute path of a directory that is there",
                "STAGECRAFT_SQLITE_DIRECTORY|/nowhere/at/all|the absolute path of a directory that is there",
                "STAGECRAFT_SOURCE_DIRECTORY|/nowhere/at/all|the absolute path of a directory that is there",
                "STAGECRAFT_BUILDER_IMAGE|Not An Image|an image such as registry.example.com/tools/buildkit:v1",
                "STAGECRAFT_BUILDER_ADDRESS|buildkitd:1234|an address such as tcp://buildkitd.stagecraft-build.svc:1234",
                "STAGECRAFT_BUILDER_SECCOMP|../x|the name or relative path of a profile on the nodes",
                "STAGECRAFT_BUILDER_PROGRAMS|encore|programs and their images as program=image, separated by commas",
                "STAGECRAFT_STEP_ATTEMPTS|0|a whole number from 1 to 100",
                "STAGECRAFT_LOG_FORMAT|xml|json or text"
            })
    void unusableValueGetsASentence(String variable, String value, String takes) {
        assertEquals(
                List.of("%s is '%s', but it takes %s.".formatted(variable, value, takes)),
                violations(Map.of(variable, value)));
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://x",
        "https://user:hunter2@x",
        "https://x?token=hunter2",
        "nonsense",
        "'https://exa mple'",
        "https:///x"
    })
    void refusedUrlIsNotRepeated(String url) {
        var violations = violations(Map.of("STAGECRAFT_DIGITALOCEAN_URL", url));

        assertEquals(
                List.of("STAGECRAFT_DIGITALOCEAN_URL must be an http or https URL with a host, and without user, query"
                        + " and fragment."),
                violations);
        assertFalse(violations.toString().contains("hunter2"));
    }

    @Test
    void allViolationsAreReportedTogether() {
        var violations = violations(Map.of(
                "STAGECRAFT_HTTP_PORT", "x",
                "STAGECRAFT_STEP_BACKOFF_BASE", "5m",
                "STAGECRAFT_LOG_FORMAT", "xml"));

        assertEquals(3, violations.size(), violations::toString);
        assertTrue(
                violations.contains(
                        "STAGECRAFT_STEP_BACKOFF_BASE is longer than STAGECRAFT_STEP_BACKOFF_MAX; make it the shorter of the two."));
    }

    @Test
    void createWindowIsNotShorterThanACreateUnlessTheCloudIsASandbox() {
        var violation = violations(Map.of("STAGECRAFT_CREATE_WINDOW", "39s")).getFirst();

        assertTrue(violation.startsWith("STAGECRAFT_CREATE_WINDOW is shorter than 40 s"), violation);
        valid(Map.of("STAGECRAFT_CREATE_WINDOW", "40s"));
        valid(Map.of(
                "STAGECRAFT_CREATE_WINDOW", "1s",
                "STAGECRAFT_DIGITALOCEAN_URL", "http://127.0.0.1:8080"));
    }

    @Test
    void aBuildKitDaemonIsBesideTheJobsOrInThem() {
        var both = violations(Map.of(
                "STAGECRAFT_BUILDER_ADDRESS", "tcp://buildkitd:1234",
                "STAGECRAFT_BUILDER_SECCOMP", "profiles/buildkit.json"));
        var neither = violations(Map.of(
                "STAGECRAFT_BUILDER_TLS_DIRECTORY", "/tmp", "STAGECRAFT_BUILDER_APPARMOR", "stagecraft-buildkit"));

        assertTrue(both.getFirst().contains("are both given"), both::toString);
        assertEquals(2, neither.size(), neither::toString);
        assertEquals(
                Optional.of("profiles/buildkit.json"),
                valid(Map.of("STAGECRAFT_BUILDER_SECCOMP", "profiles/buildkit.json"))
                        .config()
                        .builder()
                        .seccomp());
    }

    @Test
    void unknownVariableFailsWithTheKnownOnesAndWithoutItsValue() {
        var violation = violations(Map.of("STAGECRAFT_HTTP_PROT", "hunter2")).getFirst();

        assertTrue(
                violation.startsWith("STAGECRAFT_HTTP_PROT, found in the environment, is not a setting."), violation);
        Setting.variables().forEach(variable -> assertTrue(violation.contains(variable), variable));
        assertFalse(violation.contains("hunter2"));
    }

    @Test
    void linesShowEverySettingAsItIsUsed() {
        var lines = valid(Map.of("STAGECRAFT_HTTP_PORT", " 9000 ")).lines();

        assertEquals(Setting.values().length, lines.size());
        assertTrue(lines.contains("STAGECRAFT_HTTP_PORT=9000"), lines::toString);
        assertTrue(lines.contains("STAGECRAFT_STEP_ATTEMPTS=5"), lines::toString);
    }

    private static ConfigReading.Valid valid(Map<String, String> environment) {
        return assertInstanceOf(ConfigReading.Valid.class, ConfigReader.read(environment));
    }

    private static List<String> violations(Map<String, String> environment) {
        return assertInstanceOf(ConfigReading.Invalid.class, ConfigReader.read(environment))
                .violations();
    }
}
