package dev.stagecraft.cli.manual;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.CommandLines;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The manual pages of the real commands. */
class ManPageTest {
    @TempDir
    Path directory;

    @Test
    void thereIsAPageForEveryCommandThatHelpLists() throws IOException {
        var pages = pages();

        var completion = Files.readString(directory.resolve("man1/stagecraft-completion.1"));
        assertAll(
                () -> assertEquals(shown(CommandLines.of(session())), pages),
                () -> assertTrue(pages.contains("stagecraft-secrets-sync.1"), pages::toString),
                () -> assertTrue(
                        completion.startsWith(
                                ".TH \"STAGECRAFT\\-COMPLETION\" 1 \"\" \"stagecraft development\" \"Stagecraft manual\"\n"),
                        completion),
                () -> assertTrue(completion.contains("\n.SH \"EXAMPLES\"\n"), completion),
                () -> assertTrue(completion.contains("\n.B \"stagecraft completion [OPTIONS] SHELL\"\n"), completion));
    }

    private Session session() {
        var nowhere = new Console(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                Screen.none());
        return CliSessions.of(new Session.Surroundings(
                directory, Map.of(), InputStream.nullInputStream(), nowhere, Clock.systemUTC()));
    }

    /** The page of a command, and those of all below it that are not hidden. */
    private static Set<String> shown(CommandLine line) {
        var pages = new TreeSet<String>();
        if (!line.getCommandSpec().usageMessage().hidden()) {
            pages.add(line.getCommandSpec().qualifiedName("-") + ".1");
            line.getSubcommands().values().forEach(child -> pages.addAll(shown(child)));
        }
        return pages;
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldWithTheFileInTheWay() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "");

        assertEquals(
                new CliRun.Result(
                        1,
                        "",
                        "error: " + file + " is there already and in the way; move it away, or name another file.\n"),
                CliRun.in(directory).run("man", "file"));
        assertEquals(
                new CliRun.Result(
                        1, "", "error: Missing required parameter: 'DIRECTORY'. See stagecraft man --help.\n"),
                CliRun.in(directory).run("man"));
    }

    @Test
    void whatLooksLikeARequestIsText() {
        assertEquals(
                "\\&.so \\e \\-\\- \\(ti\n.B \"a \\(dqb\\(dq\"\n",
                new Roff().line(".so \\ -- ~").bold("a \"b\"").toString());
    }

    @Test
    @Tag("e2e")
    void groffFindsNothingToWarnOf() throws IOException, InterruptedException {
        for (var page : pages()) {
            var groff = new ProcessBuilder("groff", "-man", "-ww", "-z", "-K", "utf8", page)
                    .directory(directory.resolve("man1").toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("", said, page);
            assertEquals(0, groff.waitFor(), page);
        }
    }

    private Set<String> pages() throws IOException {
        var result = CliRun.in(directory).run("man", "man1");
        assertEquals(new CliRun.Result(0, "", ""), result);
        try (var files = Files.list(directory.resolve("man1"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
