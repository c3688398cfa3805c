package dev.stagecraft.cli.documented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.tree.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what README.md and the pages of {@code docs/} show in blocks of {@code console} that begin with {@code $ stagecraft}, and
 * compares. With {@code -Dstagecraft.golden=write} it writes what the commands print into the pages, to be read before it is
 * committed; output that is cut by a line of three dots is left as it is.
 */
class DocumentedCommandsIT {
    private static final SourceTree TREE = SourceTree.here();
    private static final boolean WRITE = "write".equals(System.getProperty("stagecraft.golden"));

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> pagesShowWhatCommandsPrint() {
        return TREE.matching("README\\.md|docs/[^/]+\\.md")
                .filter(page -> !ConsoleBlock.of(page, TREE.text(page)).isEmpty())
                .map(page -> DynamicTest.dynamicTest(page, () -> check(page)));
    }

    @Test
    void thereAreSuchBlocks() {
        assertFalse(ConsoleBlock.of("docs/cli.md", TREE.text("docs/cli.md")).isEmpty());
    }

    @Test
    void aBlockThatSaysSomethingElseIsNoticed() {
        var block = ConsoleBlock.of(
                        "page", "```console shop\n$ stagecraft x 'a b'\none\n...\nlast\n$ echo $?\n0\n```\n")
                .getFirst();
        var entry = block.entries().getFirst();

        assertEquals("shop", block.scene());
        assertEquals(List.of("stagecraft", "x", "a b"), Words.of(entry.command()));
        assertTrue(entry.shows("one\ntwo\nthree\nlast\n"));
        assertTrue(entry.shows("one\nlast\n"));
        assertFalse(entry.shows("one\nlast\nmore\n"));
        assertFalse(entry.shows("two\nlast\n"));
        assertTrue(block.entries().get(1).asksForStatus());
    }

    /** All blocks of a page that name the same scene share it, in their order. */
    private void check(String page) throws IOException {
        var text = new StringBuilder(TREE.text(page));
        int moved = 0;
        var blocks = ConsoleBlock.of(page, text.toString());
        for (var name : blocks.stream().map(ConsoleBlock::scene).distinct().toList()) {
            if (Scenes.named(name).isEmpty()) {
                fail(page + " has a block of the scene " + name + ", which Scenes does not have");
            }
        }
        try (var stage = new Stage(directory.resolve(page.replace('/', '-')))) {
            for (var block : blocks) {
                var shown = new StringBuilder();
                CliRun.Result last = new CliRun.Result(0, "", "");
                for (var entry : block.entries()) {
                    last = entry.asksForStatus() ? last : stage.run(block, entry);
                    var printed = entry.asksForStatus() ? last.exitCode() + "\n" : stage.shown(block, last);
                    if (!WRITE) {
                        assertShows(block, entry, printed);
                    }
                    shown.append("$ ")
                            .append(entry.command())
                            .append('\n')
                            .append(entry.isCut() ? entry.output() : printed);
                }
                text.replace(block.start() + moved, block.end() + moved, shown.toString());
                moved += shown.length() - (block.end() - block.start());
            }
        }
        if (WRITE) {
            Files.writeString(TREE.root().resolve(page), text.toString());
        }
    }

    private static void assertShows(ConsoleBlock block, ConsoleBlock.Entry entry, String printed) {
        if (!entry.shows(printed)) {
            assertEquals(
                    entry.output(),
                    printed,
                    () -> "what " + entry.command() + " prints, in the block at " + block.page() + ":" + block.line());
        }
    }
}
