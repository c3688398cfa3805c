package dev.stagecraft.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.GlobalOptions;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a word may become, over a small tree of commands and no cluster. */
class CompleterTest {
    @TempDir
    Path directory;

    private @Nullable Completer completer;

    enum Risk {
        SAFE,
        DESTRUCTIVE
    }

    @Command(
            name = "root",
            subcommands = {Ship.class, Shelf.class, Hidden.class})
    static final class Root {
        @Mixin
        final GlobalOptions options;

        Root(GlobalOptions options) {
            this.options = options;
        }
    }

    @Command(name = "ship", description = "Ship it. Soon.")
    static final class Ship {
        @Option(
                names = {"-f", "--file"},
                paramLabel = "FILE",
                description = "What to read.")
        @Nullable
        String file;

        @Option(names = "--risk", paramLabel = "RISK", description = "How far to go.")
        @Nullable
        Risk risk;

        @Option(names = "--into", paramLabel = "DIRECTORY", description = "Where to.")
        @Nullable
        String into;

        @Option(names = "--wait", description = "Stay until it is done.")
        boolean wait;

        @Option(names = "--secret", hidden = true)
        boolean secret;

        @Parameters(arity = "0..1", paramLabel = "NAME")
        @Nullable
        String name;
    }

    @Command(name = "shelf", description = "Keep it.", subcommands = Ship.class)
    static final class Shelf {}

    @Command(name = "shadow", hidden = true)
    static final class Hidden {}

    @BeforeEach
    void model() throws IOException {
        Files.writeString(directory.resolve("kubeconfig"), """
                contexts:
                  - {name: prod/eu:1, context: {namespace: shop}}
                  - {name: staging, context: {namespace: shop-staging}}
                """);
        var nowhere = new PrintStream(PrintStream.nullOutputStream());
        var session = CliSessions.of(new Session.Surroundings(
                directory,
                Map.of("STAGECRAFT_KUBECONFIG", "kubeconfig"),
                InputStream.nullInputStream(),
                new Console(nowhere, nowhere, Screen.none()),
                Clock.systemUTC()));
        var line = new CommandLine(new Root(session.options()));
        completer = new Completer(line.getCommandSpec(), new Names(session));
    }

    @Test
    void commandsAreOfferedWithWhatTheyDoAndHiddenOnesAreNot() {
        assertEquals("ship\tShip it. Soon.\nshelf\tKeep it.\n:4\n", answer("sh"));
    }

    @Test
    void commandsOfCommandsAreOffered() {
        assertEquals("ship\tShip it. Soon.\n:4\n", answer("shelf", ""));
    }

    @Test
    void optionsAreOfferedOnceAndHiddenOnesAreNot() {
        assertEquals("--wait\tStay until it is done.\n:4\n", answer("ship", "--w"));
        assertEquals(":4\n", answer("ship", "--wait", "--w"));
        assertEquals(":4\n", answer("ship", "--s"));
    }

    @Test
    void optionsOfEveryCommandAreOfferedBelowIt() {
        assertEquals(
                "--kubeconfig\tThe kubeconfig; without it $KUBECONFIG, then ~/.kube/config.\n:4\n",
                answer("ship", "--kube"));
    }

    @Test
    void valuesAreOfferedAfterTheOptionAndAfterItsEqualsSign() {
        assertEquals("safe\ndestructive\n:4\n", answer("ship", "--risk", ""));
        assertEquals("--risk=destructive\n:4\n", answer("ship", "--risk=d"));
    }

    @Test
    void filesAndDirectoriesAreLeftToTheShell() {
        assertEquals(":0\n", answer("ship", "-f", "sho"));
        assertEquals(":16\n", answer("ship", "--into", ""));
    }

    @Test
    void contextsAndTheirNamespacesComeFromTheKubeconfig() {
        assertEquals("prod/eu:1\n:4\n", answer("ship", "--context", "pr"));
        assertEquals("shop\nshop-staging\n:4\n", answer("ship", "-n", ""));
    }

    @Test
    void aKubeconfigOfTheLineIsTheOneThatIsRead() throws IOException {
        Files.writeString(directory.resolve("other"), "contexts: [{name: other}]\n");

        assertEquals("other\n:4\n", answer("--kubeconfig", "other", "ship", "--context", ""));
    }

    @Test
    void withoutAClusterThereAreNoNamesAndNoComplaint() {
        assertEquals(":4\n", answer("ship", "sho"));
        assertEquals(":4\n", answer("ship", "--context", "nowhere", ""));
    }

    @Test
    void whatItDoesNotKnowHasNoCompletion() {
        assertEquals(":4\n", answer("nothing", "here", ""));
        assertEquals(":4\n", answer("ship", "--nothing=x"));
    }

    private String answer(String... words) {
        return completer == null ? "" : completer.answer(List.of(words)).text();
    }
}
