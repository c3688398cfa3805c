package dev.stagecraft.cli.manual;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual pages of the real commands. */
class ManPageTest {
    @TempDir
    Path directory;

    @Test
    void thereIsAPageForEveryCommandThatHelpLists() throws IOException {
        var pages = pages();

        var completion = Files.readString(directory.resolve("man1/stagecraft-completion.1"));
        assertAll(
                () -> assertTrue(
                        pages.containsAll(List.of("stagecraft.1", "stagecraft-completion.1")), pages::toString),
                () -> assertTrue(pages.stream().noneMatch(page -> page.contains("__")), pages::toString),
                () -> assertTrue(
                        completion.startsWith(
                                ".TH \"STAGECRAFT\\-COMPLETION\" 1 \"\" \"stagecraft development\" \"Stagecraft manual\"\n"),
                        completion),
                () -> assertTrue(completion.contains("\n.SH \"EXAMPLES\"\n"), completion),
                () -> assertTrue(completion.contains("\n.B \"stagecraft completion [OPTIONS] SHELL\"\n"), completion));
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
