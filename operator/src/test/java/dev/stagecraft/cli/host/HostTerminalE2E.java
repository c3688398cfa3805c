package dev.stagecraft.cli.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.Cli;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.RealStage;
import dev.stagecraft.sandbox.Tmux;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.net.Equipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that go to hosts, from a real terminal to real hosts with real containers. */
@Tag("e2e")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostTerminalE2E {
    private static final String SANE =
            "stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo -e isig -e opost | sort | tr '\\n' '+'";

    @TempDir
    static Path images;

    @TempDir
    Path directory;

    private static RealStage stage;

    @BeforeAll
    static void release() {
        stage = RealStage.start(Equipment.COMPOSE_V2, images);
        stage.resources().apply(stage.shop().shop("v1"));
        stage.resources().awaitReady("shop");
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private CliRun cli() {
        return CliRun.in(directory).cluster(stage.resources().namespace());
    }

    /** A terminal in which {@code ./stagecraft} is the command. */
    private Tmux terminal() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var script = directory.resolve("stagecraft");
        Files.writeString(script, """
                #!/bin/sh
                STAGECRAFT_COLUMNS=$(stty size | cut -d ' ' -f 2) exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
                """.formatted(java, System.getProperty("java.class.path"), Cli.class.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return Tmux.start(
                directory,
                100,
                30,
                Map.of(
                        "STAGECRAFT_KUBECONFIG",
                        SharedControlPlane.get().kubeconfig().toString(),
                        "STAGECRAFT_NAMESPACE",
                        stage.resources().namespace()));
    }

    /** What is typed before it would be read by the command. */
    private static void awaitPrompt(Tmux terminal) {
        terminal.await("the prompt here", screen -> screen.getLast().endsWith("$"));
    }

    private static boolean shows(List<String> screen, String line) {
        return screen.stream().anyMatch(seen -> seen.strip().equals(line));
    }

    @Test
    void aShellOnAHostIsLikeOneHere() throws IOException {
        try (var terminal = terminal()) {
            terminal.type("./stagecraft ssh app-1");
            terminal.await(
                    "a prompt", screen -> screen.size() > 1 && screen.getLast().contains("#"));
            terminal.type("echo one-$((1+1))");
            terminal.await("its output", screen -> shows(screen, "one-2"));
            terminal.type("stty size");
            terminal.await("its size", screen -> shows(screen, "30 100"));

            terminal.resize(120, 40);
            Awaitility.await("its new size").until(() -> {
                terminal.type("stty size");
                return shows(terminal.screen(), "40 120");
            });

            terminal.type("sleep 100; echo ended-$?");
            Awaitility.await().until(() -> running("sleep 100"));
            terminal.interrupt();
            terminal.await("Ctrl-C there", screen -> !running("sleep 100"));
            terminal.type("exit 3");
            awaitPrompt(terminal);
            terminal.type("echo status-$?");
            terminal.await("the exit status", screen -> shows(screen, "status-3"));
            terminal.type(SANE);
            terminal.await(
                    "a sane terminal",
                    screen -> screen.stream().anyMatch(line -> line.contains("echo+icanon+isig+opost+")));
        }
    }

    @Test
    void aShellInAContainerIsLikeOneHere() throws IOException {
        try (var terminal = terminal()) {
            terminal.type("./stagecraft exec worker --host app-2 -it -- sh");
            terminal.await(
                    "a prompt", screen -> screen.size() > 1 && screen.getLast().contains("#"));
            terminal.type("echo version-$APP_VERSION");
            terminal.await("its output", screen -> shows(screen, "version-v1"));
            terminal.type("exit 5");
            awaitPrompt(terminal);
            terminal.type("echo status-$?");
            terminal.await("the exit status", screen -> shows(screen, "status-5"));
            terminal.type(SANE);
            terminal.await(
                    "a sane terminal",
                    screen -> screen.stream().anyMatch(line -> line.contains("echo+icanon+isig+opost+")));
        }
    }

    @Test
    void aLogIsFollowedUntilCtrlCAndNothingStaysBehind() throws IOException {
        try (var terminal = terminal()) {
            terminal.type("./stagecraft logs worker -f --tail 1");
            terminal.await(
                    "both hosts",
                    screen -> shows(screen, "app-1 | worker v1 works") && shows(screen, "app-2 | worker v1 works"));
            assertTrue(running("docker logs --timestamps --follow"));

            terminal.interrupt();
            awaitPrompt(terminal);
            terminal.type("echo status-$?");
            terminal.await("the exit status", screen -> shows(screen, "status-130"));
            Awaitility.await("nothing is left on the hosts").until(() -> !running("docker logs --timestamps --follow"));
        }
    }

    @Test
    void commandsHaveTheirStreamsAndExitStatus() {
        assertEquals(
                new CliRun.Result(7, "out\n", "err\n"),
                cli().run("exec", "worker", "--", "sh", "-c", "echo out; echo err >&2; exit 7"));
        assertEquals(new CliRun.Result(0, "in\n", ""), cli().input("in\n").run("exec", "worker", "-i", "--", "cat"));
        assertEquals(
                new CliRun.Result(6, "in it's\n", ""),
                cli().input("in").run("ssh", "app-2", "--", "sh", "-c", "cat; echo \" $1\"; exit 6", "x", "it's"));
        var hosts = cli().run("hosts", "--probe");
        assertEquals(0, hosts.exitCode(), hosts::err);
        assertEquals(2, hosts.out().lines().filter(line -> line.endsWith("3/3")).count(), hosts::out);
        var logs = cli().run("logs", "worker", "--tail", "2");
        assertEquals(0, logs.exitCode(), logs::err);
        assertEquals(
                4,
                logs.out()
                        .lines()
                        .filter(line -> line.matches("app-[12] \\| worker v1 works"))
                        .count(),
                logs::out);
        var recent = cli().run("logs", "redis", "--since", "1h");
        assertEquals(0, recent.exitCode(), recent::err);
        assertTrue(recent.out().contains("app-2 | "), recent::out);
    }

    /** The hosts are namespaces of this machine, which sees their processes. */
    private static boolean running(String words) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> commandLine(process.pid()).contains(words));
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
