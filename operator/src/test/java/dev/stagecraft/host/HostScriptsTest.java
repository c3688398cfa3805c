package dev.stagecraft.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts under the shell of this machine. */
@Timeout(60)
class HostScriptsTest {
    private static final Secret LOGIN = Secret.of("{\"auths\":{}}");

    @TempDir
    Path directory;

    @Test
    void aFileArrivesWholeWithItsModeInDirectoriesForItsOwner() throws Exception {
        var content = new byte[300_000];
        new Random(3).nextBytes(content);
        var path = directory.resolve("a b/it's/$(id)");

        assertEquals(0, run(HostScripts.put(new RemoteFile(path.toString(), Secret.of(content), 0640)), content));

        assertArrayEquals(content, Files.readAllBytes(path));
        assertEquals("rw-r-----", permissions(path));
        assertEquals("rwx------", permissions(directory.resolve("a b")));
        assertEquals(List.of("$(id)"), names(path));
    }

    @Test
    void contentThatWasCutOffLeavesTheOldFileAndNoPart() throws Exception {
        var path = directory.resolve("file");
        var content = "new content".getBytes(UTF_8);
        Files.writeString(path, "old");

        var exit =
                run(HostScripts.put(RemoteFile.secret(path.toString(), Secret.of(content))), Arrays.copyOf(content, 4));

        assertEquals(74, exit);
        assertEquals("old", Files.readString(path));
        assertEquals(List.of("file"), names(path));
    }

    @Test
    void creatingLeavesWhatIsThere() throws Exception {
        var path = directory.resolve("file");
        var content = "new".getBytes(UTF_8);
        var create = HostScripts.create(RemoteFile.secret(path.toString(), Secret.of(content)));

        assertEquals(0, run(create, content));
        Files.writeString(path, "mine");
        assertEquals(HostScripts.EXISTS, run(create, content));

        assertEquals("mine", Files.readString(path));
        assertEquals(List.of("file"), names(path));
    }

    @Test
    void whatIsNotThereIsAnExitCode() throws Exception {
        var path = directory.resolve("nothing").toString();

        assertEquals(HostScripts.ABSENT, run(HostScripts.read(path), new byte[0]));
        assertEquals(HostScripts.ABSENT, run(HostScripts.list(path), new byte[0]));
    }

    @Test
    void shippedFilesStayAsLongAsAReleaseNamesThemOrAContainerMountsThem() throws Exception {
        var mounting = "case $1 in ps) echo c1 ;; inspect) echo %s/files/dd/y ;; esac".formatted(directory);
        assertEquals(0, run(withDocker(mounting), new byte[0]));
        for (var file : List.of(
                "files/aa/x", "files/bb/y", "files/cc", "files/dd/y", "files/.part-ee/x", "releases/1/compose.yaml")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), "volumes: ['./files/aa:/x', './files/cc/z:/z']");
        }
        Files.createDirectories(directory.resolve("releases/2"));

        assertEquals(0, run(withDocker("exit 1"), new byte[0]));
        assertEquals(Set.of("aa", "bb", "cc", "dd"), Set.copyOf(names(directory.resolve("files/x"))));
        assertEquals(0, run(withDocker(mounting), new byte[0]));

        assertEquals(Set.of("aa", "cc", "dd"), Set.copyOf(names(directory.resolve("files/x"))));
    }

    /** The command that sweeps, with a program of that text as docker. */
    private Command withDocker(String script) throws IOException {
        var docker = directory.resolve("bin/docker");
        Files.createDirectories(docker.getParent());
        Files.writeString(docker, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
        var words = new ArrayList<>(List.of("env", "PATH=" + docker.getParent() + ":" + System.getenv("PATH")));
        words.addAll(HostScripts.sweep(directory.toString()).argv());
        return Command.of(words);
    }

    @Test
    void whatIsShippedIsOpenedWholeAndNeverOverSomethingElse() throws Exception {
        for (var file : List.of("part/sub/x", "taken/y", "other/z")) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), "text");
        }
        Files.setPosixFilePermissions(directory.resolve("part/sub"), PosixFilePermissions.fromString("rwx------"));

        assertEquals(0, run(HostScripts.open(directory + "/part", directory + "/open"), new byte[0]));
        assertEquals(0, run(HostScripts.open(directory + "/other", directory + "/taken"), new byte[0]));

        assertEquals("rwxr-xr-x", permissions(directory.resolve("open/sub")));
        assertEquals(List.of("y"), names(directory.resolve("taken/y")));
        assertFalse(Files.exists(directory.resolve("part")));
    }

    @Test
    void contentNeverTravelsAmongTheWords() {
        var command = HostScripts.put(RemoteFile.secret("/x", Secret.of("s3cret")));

        assertFalse(command.argv().toString().contains("s3cret"));
        assertTrue(command.stdin().isPresent());
    }

    @Test
    void pathsThatDoNotNameAFileAreRefused() {
        for (var path : List.of("relative", "/dir/", "/a/../b", "/..")) {
            assertThrows(IllegalArgumentException.class, () -> RemoteFile.secret(path, Secret.of("")));
        }
        assertThrows(IllegalArgumentException.class, () -> new RemoteFile("/x", Secret.of(""), 01777));
    }

    @Test
    void aLoginIsThereForOneProgramAndForItsOwnerOnly() throws Exception {
        var login = directory.resolve("it's/login");
        Files.createDirectories(login);
        Files.writeString(login.resolve("left"), "by a crash");
        var look = "stat -c %a \"$DOCKER_CONFIG\" \"$DOCKER_CONFIG/config.json\"; ls \"$DOCKER_CONFIG\";"
                + " cat \"$DOCKER_CONFIG/config.json\"; cat; exit 7";

        var ran = output(HostScripts.loggedIn(login.toString(), LOGIN, List.of("sh", "-c", look)), LOGIN.revealBytes());

        assertEquals("700\n600\nconfig.json\n{\"auths\":{}} 7", ran);
        assertFalse(Files.exists(login));
        assertFalse(HostScripts.loggedIn("/x", LOGIN, List.of("y")).toString().contains("auths"));
    }

    @Test
    void pluginsOfTheOwnerAreStillFound() throws Exception {
        var login = directory.resolve("login");
        var home = directory.resolve("home");
        Files.createDirectories(home.resolve("cli-plugins"));
        Files.writeString(home.resolve("cli-plugins/docker-compose"), "plugin");
        var argv = HostScripts.loggedIn(
                login.toString(), LOGIN, List.of("sh", "-c", "cat \"$DOCKER_CONFIG/cli-plugins/docker-compose\""));
        var words = new ArrayList<>(List.of("env", "DOCKER_CONFIG=" + home));
        words.addAll(argv);

        assertEquals("plugin 0", output(words, LOGIN.revealBytes()));
        assertFalse(Files.exists(login));
        assertTrue(Files.exists(home.resolve("cli-plugins/docker-compose")));
    }

    @Test
    void aLoginThatWasCutOffIsNotUsedAndNotKept() throws Exception {
        var login = directory.resolve("login");
        var mark = directory.resolve("ran");
        var argv = HostScripts.loggedIn(login.toString(), LOGIN, List.of("touch", mark.toString()));

        assertEquals(74, run(Command.of(argv), Arrays.copyOf(LOGIN.revealBytes(), 3)));

        assertFalse(Files.exists(login) || Files.exists(mark));
    }

    @Test
    void aLoginIsRemovedAtOnceWhenThePullIsEnded() throws Exception {
        var login = directory.resolve("login");
        var ready = directory.resolve("ready");
        var argv = HostScripts.loggedIn(
                login.toString(), LOGIN, List.of("sh", "-c", "touch \"$1\"; exec sleep 60", "x", ready.toString()));
        var process = new ProcessBuilder(argv).start();
        try (var in = process.getOutputStream()) {
            in.write(LOGIN.revealBytes());
        }
        await().until(() -> Files.exists(ready));
        assertTrue(Files.exists(login.resolve("config.json")));
        var child = process.children().findFirst().orElseThrow();

        process.destroy();

        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        assertFalse(Files.exists(login));
        await().until(() -> !child.isAlive());
    }

    @Test
    void anAttendedProgramEndsByItselfOrWithItsInput() throws Exception {
        var process =
                new ProcessBuilder(HostScripts.attended(List.of("sh", "-c", "echo $1; exit 7", "x", "it's"))).start();
        assertEquals("it's\n", new String(process.getInputStream().readAllBytes(), UTF_8));
        assertEquals(7, process.waitFor());
        process.getOutputStream().close();

        var lasting = new ProcessBuilder(HostScripts.attended(HostScripts.joined(List.of("sleep", "60")))).start();
        await().until(() -> lasting.descendants().count() >= 3);
        var children = lasting.descendants().toList();
        lasting.getOutputStream().close();

        assertTrue(lasting.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, lasting.exitValue());
        await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** What the program prints, and its exit code. */
    private static String output(List<String> argv, byte[] stdin) throws IOException, InterruptedException {
        var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(stdin);
        }
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return said + " " + process.exitValue();
    }

    private static int run(Command command, byte[] stdin) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command.argv())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(stdin);
        } catch (IOException notRead) {
            // A script that needs no input may have ended already.
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static List<String> names(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.map(name -> name.getFileName().toString()).toList();
        }
    }
}
