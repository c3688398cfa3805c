package dev.stagecraft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.command.CommandException;
import dev.stagecraft.host.HostNotUsable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What can befall anybody is told as such, and not as a fault of stagecraft's own. */
class FailuresTest {
    @TempDir
    Path directory;

    private String told(Exception failed) {
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(PrintStream.nullOutputStream()), new PrintStream(err, true, UTF_8), Screen.none());
        try (var session = CliSessions.of(new Session.Surroundings(
                directory, Map.of(), InputStream.nullInputStream(), console, Clock.systemUTC()))) {
            assertEquals(1, new Failures(session).told(failed));
        }
        return err.toString(UTF_8).replace(directory.toString(), "DIRECTORY");
    }

    private String told(Executable work) {
        return told(assertThrows(IOException.class, work));
    }

    @Test
    void whatFilesRefuseNamesThePathAndTheReason() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");
        var full = Files.createDirectories(directory.resolve("full"));
        Files.writeString(full.resolve("inside"), "");
        var latin = Files.write(directory.resolve("latin"), new byte[] {(byte) 0xe9, '\n'});

        assertEquals(
                "error: There is no file or directory DIRECTORY/none; create it, or name another one.\n",
                told(() -> Files.readString(directory.resolve("none"))));
        assertEquals(
                "error: DIRECTORY/file is there already and in the way; move it away, or name another file.\n",
                told(() -> Files.createDirectories(file)));
        assertEquals(
                "error: DIRECTORY/full cannot be read or written: Is a directory; mend that, or name another file.\n",
                told(() ->
                        Files.move(file, full, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING)));
        assertEquals(
                "error: DIRECTORY/full is a directory that is not empty; move it away, or name another file.\n",
                told(() -> Files.delete(full)));
        assertEquals("error: DIRECTORY/file is no directory; name one.\n", told(() -> {
            try (var entries = Files.newDirectoryStream(file)) {
                entries.forEach(entry -> {});
            }
        }));
        assertEquals(
                "error: A file that was read is no UTF-8 text; write it as UTF-8.\n",
                told(() -> Files.readString(latin)));
        assertEquals(
                "error: Something could not be read or written: Is a directory."
                        + " Look at the files that were named; --verbose shows where it was.\n",
                told(() -> Files.readString(full)));
    }

    @Test
    void whatIsNotThereYetIsRefusedByItsDirectory() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "").toString();

        assertEquals(
                "error: DIRECTORY/file may not be read or written by you; give yourself that right, or name another file.\n",
                told(new AccessDeniedException(file)));
        assertEquals(
                "error: The directory DIRECTORY may not be read or written by you; give yourself that right, or name another file.\n",
                told(new UncheckedIOException(new AccessDeniedException(
                        directory.resolve(".stagecraft-1.tmp").toString()))));
    }

    @Test
    void whatAHostOrACommandRefusesIsItsOwnSentence() {
        assertEquals("error: Host app-1 lacks Docker.\n", told(new HostNotUsable("Host app-1 lacks Docker.")));
        assertEquals(
                "error: The command is too long.\n",
                told(new CommandException(CommandException.Code.TOO_LONG, "The command is too long")));
    }

    @Test
    void whatNobodyForesawIsToBeReported() {
        assertEquals(
                "error: IllegalStateException: odd. This is a fault of stagecraft's own:"
                        + " run it again with --verbose, and report what it prints.\n",
                told(new IllegalStateException("odd")));
    }
}
