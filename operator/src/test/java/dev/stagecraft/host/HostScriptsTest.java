package dev.stagecraft.host;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts under the shell of this machine. */
@Timeout(60)
class HostScriptsTest {

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
