package dev.stagecraft.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of Compose and of Docker, by scripts in their place; {@link DevE2E} has the real ones. */
@Timeout(60)
class DevContainersTest {
    private static final String HOSTS = "127.0.0.1 localhost\n";

    @TempDir
    Path directory;

    @BeforeEach
    void project() throws IOException {
        write("shop.yaml", """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop-dev, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: dev
              compose: {inline: "services: {web: {build: ., expose: [8080]}, db: {image: postgres, ports: ['5432:5432']}}"}
              rollout: {healthTimeout: 1s}
              env: [{name: PASSWORD, value: not-in-any-file}]
              backend:
                provider: generic
                services: [web]
                providers: {generic: {dev: {command: [cat, hosts]}}}
            """);
        write("hosts", HOSTS);
        script("docker-compose", """
            echo "$*" | sed "s,$HOME,HOME,g" >> "$HOME/calls"
            case "$*" in
                *" up "*) echo "given $STAGECRAFT_GIVEN_PASSWORD" >> "$HOME/calls"; exit "$(cat "$HOME/up" 2>/dev/null || echo 0)" ;;
                *" ps "*db) echo 1234 ;;
                *--tail*) echo last words ;;
                *" logs "*) [ -e "$HOME/over" ] || exec sleep 1000; echo printed ;;
            esac
            """);
        script("docker", """
            [ "$1" = inspect ] && cat "$HOME/state"
            """);
        write("state", "running 0 healthy\n");
    }

    @Test
    void containersComeFirstAndGoLast() throws IOException {
        livesUntilCalled(" logs ");

        var result = run("--no-restart");

        assertEquals(0, result.exitCode(), result::text);
        assertEquals("""
            version
            --project-name shop-dev --project-directory HOME --env-file HOME/.local/state/stagecraft/dev/shop/empty.env\
             --file HOME/.local/state/stagecraft/dev/shop/compose.yaml up --detach --remove-orphans db
            given not-in-any-file
            … ps --all --quiet db
            … logs --follow --no-color --no-log-prefix db
            … down --remove-orphans --timeout=10
            """, calls());
        Path file = directory.resolve(".local/state/stagecraft/dev/shop/compose.yaml");
        assertFalse(Files.readString(file).contains("not-in-any-file"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void namesAreThereAsLongAsItRunsAndTheAuthorityIsToldOnce() throws IOException {
        var first = run("--no-restart", "--https", "--hosts-file=hosts", "--https-port=8443");
        var second = run("--no-restart", "--https", "--hosts-file=hosts", "--https-port=8443");

        assertEquals(0, first.exitCode(), first::text);
        assertTrue(first.out().contains("""
            stagecraft       | https://shop.localhost:8443 -> web on port 8080
            stagecraft       | https://web.shop.localhost:8443 -> web on port 8080
            """), first::out);
        assertTrue(first.out().contains("""
            web              | 127.0.0.1 localhost
            web              | # BEGIN stagecraft dev shop
            web              | 127.0.0.1 shop.localhost web.shop.localhost
            web              | # END stagecraft dev shop
            """), first::out);
        assertEquals(HOSTS, Files.readString(directory.resolve("hosts")));
        assertTrue(first.out().contains("To trust the certificates of this machine's own authority"), first::out);
        assertFalse(second.out().contains("To trust"), second::out);
        assertTrue(calls().contains(" up --detach --remove-orphans db stagecraft-proxy\n"), this::calls);
        Path proxy = directory.resolve(".local/state/stagecraft/dev/shop/proxy");
        for (String name : List.of("traefik.yaml", "routes.yaml", "local.pem", "local-key.pem")) {
            assertTrue(Files.exists(proxy.resolve(name)), name);
        }
    }

    @Test
    void filesThatCannotBeUsedAreToldWithTheirPlace() throws IOException {
        write(".local/share/stagecraft/authority/ca.pem", "no certificate");
        assertEquals(
                "error: The authority in %s has lost its ca-key.pem; remove that directory, and a new one is made.\n"
                        .formatted(directory.resolve(".local/share/stagecraft/authority")),
                run("--https", "--hosts-file=hosts").err());

        assertEquals(
                "error: %s cannot be read or written: Not a directory; mend that, or name another file. It is kept in %s,"
                                .formatted(directory.resolve("hosts/stagecraft"), directory.resolve("hosts"))
                        + " where a run with sudo leaves root's files; XDG_DATA_HOME names another place.\n",
                shop().with("XDG_DATA_HOME", directory.resolve("hosts").toString())
                        .run("dev", "-f", "shop.yaml", "--https", "--hosts-file=hosts")
                        .err());

        Path state = directory.resolve(".local/state/stagecraft/dev/shop");
        write(".local/state/stagecraft/dev/shop/compose.yaml/file", "");
        assertEquals(
                "error: %s is a directory that is not empty; move it away, or name another file. It is kept in %s, where a"
                                .formatted(state.resolve("compose.yaml"), state)
                        + " run with sudo leaves root's files; XDG_STATE_HOME names another place.\n",
                run().err());
        assertEquals("version\nversion\nversion\n", calls());
    }

    @Test
    void aHostsFileThatCannotBeWrittenIsToldAndNoFault() {
        var result = run("--no-restart", "--domain=shop.test", "--hosts-file=no/hosts");

        assertEquals(0, result.exitCode(), result::text);
        assertTrue(
                result.out()
                        .contains("no/hosts cannot be written; for names that do not answer, add this line to it:"
                                + " 127.0.0.1 shop.test web.shop.test\n"),
                result::out);
    }

    @Test
    void aContainerThatFailsEndsTheRunWithItsLastWords() throws IOException {
        write("state", "exited 3 none\n");

        var result = run();

        assertEquals(1, result.exitCode());
        assertEquals("error: Service 'db' ended with code 3; its last lines are above.\n", result.err());
        assertTrue(result.out().contains("db         | last words\n"), result::out);
        assertFalse(result.out().contains("web        | "), result::out);
        assertTrue(calls().endsWith("… down --remove-orphans --timeout=10\n"), this::calls);
    }

    @Test
    void aContainerThatIsNotHealthyInTimeEndsTheRun() throws IOException {
        write("state", "running 0 starting\n");

        var result = run();

        assertEquals("error: Service 'db' is not healthy after 1 s; its last lines are above.\n", result.err());
        assertTrue(result.out().contains("stagecraft | waiting for db to be healthy\n"), result::out);
        write("state", "running 0 unhealthy\n");
        assertEquals("error: Service 'db' is unhealthy; its last lines are above.\n", run().err());
    }

    @Test
    void aContainerThatEndsAgainAndAgainEndsTheRun() throws IOException {
        write("state", "restarting 3 none\n");

        var result = run();

        assertEquals(
                "error: Service 'db' still ends with code 3 and is started again after 1 s; its last lines are above.\n",
                result.err());
        assertTrue(result.out().contains("db         | last words\n"), result::out);
    }

    @Test
    void theLogOfOneThatHasDoneItsWorkIsShownOnce() throws IOException {
        write("over", "");
        write("state", "exited 0 none\n");
        slowly();

        var result = run("--no-restart");

        assertEquals(
                1, result.out().lines().filter("db         | printed"::equals).count(), result::out);
        assertFalse(result.out().contains("the log of db"), result::out);
    }

    @Test
    void aLogThatEndsBeforeItsContainerGoesOnWhereItEnded() throws IOException {
        write("over", "");
        livesUntilCalled(" --since=");

        var result = run("--no-restart");

        assertTrue(result.out().contains("the log of db ended with code 0 after "), result::out);
        assertTrue(
                calls().lines().anyMatch(call -> call.matches("… logs --follow .* --since=[0-9-]+T[0-9:.]+Z db")),
                this::calls);
    }

    /** The process lives for long enough that a log would be read again. */
    private void slowly() throws IOException {
        process("exec sleep 3");
    }

    /** The process lives until Compose was called with that, and fails when it is not within a minute. */
    private void livesUntilCalled(String words) throws IOException {
        process("""
            for _ in $(seq 600); do
                grep -qe '%s' '%s' && exit 0
                sleep 0.1
            done
            exit 1
            """.formatted(words, directory.resolve("calls")));
    }

    private void process(String script) throws IOException {
        Files.delete(directory.resolve("system/cat"));
        write("system/cat", "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script);
        assertTrue(directory.resolve("system/cat").toFile().setExecutable(true));
    }

    @Test
    void whatComposeRefusesEndsTheRun() throws IOException {
        write("up", "17");

        var result = run();

        assertEquals("error: Compose could not start db (code 17); its own words are above.\n", result.err());
        assertTrue(calls().endsWith("… down --remove-orphans --timeout=10\n"), this::calls);
    }

    @Test
    void withoutComposeNothingStarts() throws IOException {
        Files.delete(directory.resolve("bin/docker-compose"));
        script("docker", "exit 1\n");

        assertEquals(
                "error: There is no Docker Compose on this machine, and infrastructure services need it; install the"
                        + " plugin of docker (docker compose version must answer), or name services that do without.\n",
                run().err());
    }

    private CliRun.Result run(String... more) {
        var words = new ArrayList<>(List.of("dev", "-f", "shop.yaml"));
        words.addAll(List.of(more));
        return shop().run(words.toArray(String[]::new));
    }

    private CliRun shop() {
        return CliRun.in(directory).with("PATH", directory.resolve("bin") + ":" + directory.resolve("system"));
    }

    /** The calls, with what all of them begin with once. */
    private String calls() {
        try {
            String calls = Files.readString(directory.resolve("calls"));
            return calls.replaceAll("(?m)^--project-name .*compose.yaml (?!up)", "… ");
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void script(String name, String text) throws IOException {
        write("bin/" + name, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + text);
        assertTrue(directory.resolve("bin").resolve(name).toFile().setExecutable(true));
        if (!Files.exists(directory.resolve("system"))) {
            Files.createDirectories(directory.resolve("system"));
            Files.createSymbolicLink(directory.resolve("system/cat"), Path.of("/usr/bin/cat"));
        }
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
