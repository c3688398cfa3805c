package dev.stagecraft.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The exact words, which are also the documentation of what reaches a host. */
class ComposeCommandsTest {

    private static final Owner OWNER = new Owner("uid-1", "shop", "shop-prod", "shop", "prod");
    private static final String BASE = "/var/lib/stagecraft/shop-prod";
    private static final String LOCK = "flock -w 30 -E 75 " + BASE + "/lock timeout -k 10 ";
    private static final String FILES = "-p shop-prod --project-directory " + BASE + " -f " + BASE
            + "/releases/rel-1/compose.yaml -f " + BASE + "/releases/rel-1/env.yaml ";
    private static final String SOURCED =
            "sh -c . \"$1\" && shift && exec \"$@\" stagecraft " + BASE + "/releases/rel-1/env.sh ";

    private static final ComposeCommands PLUGIN = commands(ComposeCli.PLUGIN);
    private static final ComposeCommands STANDALONE = commands(ComposeCli.STANDALONE);

    @Test
    void checkReadsOnlyAndTakesNoLock() {
        assertWords(SOURCED + "docker compose " + FILES + "config -q", PLUGIN.check("rel-1"));
        assertWords(SOURCED + "docker-compose " + FILES + "config -q", STANDALONE.check("rel-1"));
    }

    @Test
    void pullHoldsTheLockAndEndsOnTheHost() {
        var command = STANDALONE.pull("rel-1", List.of("web", "worker"));

        assertWords(LOCK + "900 " + SOURCED + "docker-compose " + FILES + "pull -q web worker", command);
        assertEquals(Duration.ofSeconds(30 + 900 + 30), command.timeout());
    }

    @Test
    void aLoginTravelsOnTheInputAndIsTakenAwayWithTheLockHeld() {
        var login = Secret.of("{\"auths\":{}}");
        var command = PLUGIN.pull("rel-1", List.of("web"), login);

        assertWords(
                LOCK + "900 sh -c " + HostScripts.LOGGED_IN + " stagecraft " + BASE + "/login 12 " + SOURCED
                        + "docker compose " + FILES + "pull -q web",
                command);
        assertEquals(Optional.of(login), command.stdin());
        assertWords(LOCK + "30 rm -rf -- " + BASE + "/login", PLUGIN.forgetLogin());
    }

    @Test
    void upNamesItsServicesAndLeavesOrphansAlone() {
        assertWords(
                LOCK + "360 " + SOURCED + "docker compose " + FILES + "up -d --no-deps --no-build -t 30 web worker",
                PLUGIN.up("rel-1", List.of("web", "worker"), Duration.ofSeconds(30)));
    }

    @Test
    void scalingUpRecreatesNothing() {
        assertWords(
                LOCK + "300 " + SOURCED + "docker compose " + FILES
                        + "up -d --no-deps --no-build --no-recreate --scale web=2 web",
                PLUGIN.scaleUp("rel-1", "web", 2));
    }

    @Test
    void aCommandThatRunsOnceLooksForItsNameFirst() {
        var request = OneOffRequest.of(
                "rel-1",
                "shop-prod-migrate-main-1",
                "rel-1/2",
                "web",
                Map.of("b", "2", "a", "1"),
                List.of("bin/migrate", "-x"));
        var once = "sh -c " + HostScripts.ONCE
                + " stagecraft shop-prod-migrate-main-1 /var/lib/stagecraft/shop-prod/once/shop-prod-migrate-main-1 rel-1/2 ";
        var run = "run -d -T --no-deps --name shop-prod-migrate-main-1 --label a=1 --label b=2 web bin/migrate -x";

        assertWords(LOCK + "300 " + once + SOURCED + "docker compose " + FILES + run, PLUGIN.runOnce(request));
        assertWords(LOCK + "300 " + once + SOURCED + "docker-compose " + FILES + run, STANDALONE.runOnce(request));

        var marked = request.markedAs("shop-prod-migrate-main").with(Map.of("Y", "2 3", "X", "1"));
        assertWords(
                LOCK + "300 " + once.replace("once/shop-prod-migrate-main-1", "once/shop-prod-migrate-main") + SOURCED
                        + "docker compose " + FILES + run.replace("web bin", "-e X=1 -e Y=2 3 web bin"),
                PLUGIN.runOnce(marked));
    }

    @Test
    void stoppingAndRemovingHoldTheLock() {
        assertWords(LOCK + "310 docker stop -t 5 a b", PLUGIN.stop(List.of("a", "b"), Duration.ofSeconds(5)));
        assertWords(LOCK + "300 docker rm -f a b", PLUGIN.remove(List.of("a", "b")));
    }

    @Test
    void lookingAsksByLabel() {
        assertWords(
                "docker ps -a -q --no-trunc --filter label=com.docker.compose.project=shop-prod",
                DockerCommands.containerIds("shop-prod"));
        assertWords(
                "docker ps -a -q --no-trunc --filter label=com.docker.compose.project=shop-prod"
                        + " --filter label=dev.stagecraft.owner",
                DockerCommands.ownContainerIds("shop-prod"));
        assertWords(
                "docker network ls -q --no-trunc --filter label=com.docker.compose.project=shop-prod",
                DockerCommands.networkIds("shop-prod"));
        assertWords(
                "docker volume ls -q --filter label=com.docker.compose.project=shop-prod",
                DockerCommands.volumeNames("shop-prod"));
        assertTrue(
                DockerCommands.inspect(List.of("a")).argv().stream().noneMatch(word -> word.contains(".Config.Env")),
                "values of the environment stay on the host");
        assertWords("docker logs --tail 5 a", DockerCommands.logs("a", 5));
        assertWords("docker network rm n", DockerCommands.removeNetworks(List.of("n")));
        assertWords("docker volume rm v", DockerCommands.removeVolumes(List.of("v")));
    }

    @Test
    void aProbeAsksOneUrlAndNothingElse() {
        assertWords(
                "curl -sS -g -o /dev/null -w %{http_code} --noproxy * --max-time 5 http://172.18.0.2:8080/healthz",
                DockerCommands.probe("http://172.18.0.2:8080/healthz", Duration.ofSeconds(5)));
    }

    @Test
    void nothingIsDoneToAllServicesByAccident() {
        assertThrows(IllegalArgumentException.class, () -> PLUGIN.pull("rel-1", List.of()));
        assertThrows(IllegalArgumentException.class, () -> PLUGIN.up("rel-1", List.of(), Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> DockerCommands.inspect(List.of()));
    }

    @Test
    void namesThatCouldLeaveTheDirectoryAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PLUGIN.check("../rel-1"));
        assertThrows(IllegalArgumentException.class, () -> PLUGIN.check(""));
        assertThrows(IllegalArgumentException.class, () -> new Owner("u", "n", "n", "../x", "prod"));
        assertThrows(IllegalArgumentException.class, () -> new Owner(" ", "n", "n", "x", "prod"));
    }

    private static ComposeCommands commands(ComposeCli cli) {
        return new ComposeCommands(cli, ProjectPaths.of(OWNER), OWNER.composeProject());
    }

    private static void assertWords(String expected, Command actual) {
        assertEquals(expected, String.join(" ", actual.argv()));
    }
}
