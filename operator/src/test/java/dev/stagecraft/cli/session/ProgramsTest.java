package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramsTest {
    @TempDir
    Path directory;

    private Programs programs(String path) {
        return new Programs(directory, Map.of("PATH", path, "GIVEN", "this"));
    }

    private void script(String name, String text) throws IOException {
        var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }

    @Test
    void aProgramIsFoundOnThePathThatIsGivenAndGetsThatEnvironmentAndNoInput() throws IOException {
        script("ours", "cat; echo \"$GIVEN $HOME $PWD\"; echo wrong >&2; exit 3");

        assertEquals(
                Optional.of(new Programs.Result(3, "this  " + directory.toRealPath() + "\n", "wrong\n")),
                programs("/nowhere::" + directory + ":/usr/bin:/bin").run(List.of("ours")));
    }

    @Test
    void anotherPathHasNoSuchProgram() throws IOException {
        script("ours", "echo found");

        assertEquals(Optional.empty(), programs("/usr/bin:/bin").run(List.of("ours")));
    }

    /** As one that waits for a pipe to be read would wait for ever. */
    @Test
    void muchIsReadFromBothPipes() throws IOException {
        script("ours", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");

        var result = programs(directory + ":/usr/bin:/bin").run(List.of("ours")).orElseThrow();

        assertEquals(
                List.of(300_000, 300_000),
                List.of(result.out().length(), result.err().length()));
    }

    @Test
    void oneThatCannotBeRunIsNamed() throws IOException {
        var file = Files.writeString(directory.resolve("ours"), "#!/nowhere/sh\n");
        assertTrue(file.toFile().setExecutable(true));

        var failure = assertThrows(
                CommandFailure.class, () -> programs(directory.toString()).run(List.of("ours")));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("ours cannot be run."), failure::getMessage);
    }
}
