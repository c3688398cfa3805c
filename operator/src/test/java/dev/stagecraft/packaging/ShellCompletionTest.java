package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the shells that they are for, against a command that answers from a list. */
class ShellCompletionTest {
    /** Shows the words that it got, and offers what the last of them asks for. */
    private static final String COMMAND = """
        #!/bin/sh
        shift 2
        printf '%s|' "$@" >>"$HOME/asked"
        for last; do :; done
        case $last in
          st*) printf 'status\\tWhat runs\\nstop\\n:4\\n' ;;
          --output=*) printf -- '--output=json\\n--output=yaml\\n:4\\n' ;;
          --context=arn:*) printf -- '--context=arn:aws:one\\n--context=arn:aws:two\\n:4\\n' ;;
          arn:*) printf 'arn:aws:one\\narn:aws:two\\n:4\\n' ;;
          fi*) printf ':0\\n' ;;
          *) printf ':4\\n' ;;
        esac
        """;

    @TempDir
    Path directory;

    @BeforeEach
    void command() throws IOException {
        new CommandHome(directory).write("bin/stagecraft", COMMAND, "rwxr-xr-x");
        for (var shell : new String[] {"bash", "zsh", "fish"}) {
            var script = CliRun.in(directory).run("completion", shell);
            assertEquals(0, script.exitCode(), script.err());
            Files.writeString(directory.resolve("script." + shell), script.out());
        }
        Files.writeString(directory.resolve("file-1"), "");
    }

    @Test
    void bashOffersCandidatesWithoutDescriptions() {
        assertEquals("status stop\n", bash("stagecraft -n shop st", "stagecraft -n shop st", 3));
        assertEquals("-n|shop|st|", asked());
    }

    @Test
    void bashPutsTogetherWhatItTookApart() {
        assertEquals("json yaml\n", bash("stagecraft --output=", "stagecraft --output =", 2));
        assertEquals("--output=|", asked());
        assertEquals("json yaml\n", bash("stagecraft --output=j", "stagecraft --output = j", 3));
        assertEquals("one two\n", bash("stagecraft --context arn:aws:", "stagecraft --context arn : aws :", 5));
    }

    /** As where COMP_WORDBREAKS has no = or no colon. */
    @Test
    void bashKeepsTheBeginningOfWhatItDidNotTakeApart() {
        assertEquals("--output=json --output=yaml\n", bash("stagecraft --output=j", "stagecraft --output=j", 1));
        assertEquals("--output=json --output=yaml\n", bash("stagecraft --output=", "stagecraft --output=", 1));
        assertEquals(
                "arn:aws:one arn:aws:two\n", bash("stagecraft --context arn:aws:", "stagecraft --context arn:aws:", 2));
        assertEquals(
                "arn:aws:one arn:aws:two\n",
                bash("stagecraft --context=arn:aws:", "stagecraft --context = arn:aws:", 3));
    }

    @Test
    void bashAsksForTheWordUnderTheCursorWhenItIsEmpty() {
        assertEquals("\n", bash("stagecraft status ", "stagecraft status ''", 2));
        assertEquals("status||", asked());
    }

    @Test
    @Tag("e2e")
    void zshOffersCandidatesWithDescriptions() {
        var result = shell().run("zsh", "-f", "-c", """
            compdef() { :; }
            _describe() { print -rl -- "${(@P)2}"; }
            _files() { print files; }
            source ./script.zsh
            words=(stagecraft -n shop st) CURRENT=4 _stagecraft
            words=(stagecraft plan -f fi) CURRENT=4 _stagecraft
            words=(stagecraft --context arn:) CURRENT=3 _stagecraft
            words=(stagecraft status '') CURRENT=3 _stagecraft
            """);

        assertEquals(
                new Shell.Result(0, "status:What runs\nstop\nfiles\narn\\:aws\\:one\narn\\:aws\\:two\n", ""), result);
        assertEquals("-n|shop|st|plan|-f|fi|--context|arn:|status||", asked());
    }

    @Test
    @Tag("e2e")
    void fishOffersCandidatesWithDescriptions() {
        assertEquals("status\tWhat runs\nstop\n", fish("stagecraft -n shop st"));
        assertEquals("--output=json\n--output=yaml\n", fish("stagecraft --output="));
        assertEquals("file-1\n", fish("stagecraft plan -f fi"));
        assertEquals("", fish("stagecraft status "));
        assertEquals("-n|shop|st|--output=|plan|-f|fi|status||", asked());
    }

    private String bash(String line, String words, int current) {
        var result = shell().run(
                        "bash",
                        "--norc",
                        "-c",
                        "source ./script.bash; COMP_WORDS=(" + words + "); COMP_CWORD=" + current + "; COMP_LINE='"
                                + line
                                + "'; COMP_POINT=${#COMP_LINE}; __stagecraft_complete; echo \"${COMPREPLY[*]}\"");
        assertEquals("", result.err());
        return result.out();
    }

    private String fish(String line) {
        var result = shell().run("fish", "--no-config", "-c", "source script.fish; complete -C '" + line + "'");
        assertEquals("", result.err());
        return result.out();
    }

    private String asked() {
        var file = directory.resolve("asked");
        try {
            var asked = Files.readString(file);
            Files.delete(file);
            return asked;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Shell shell() {
        return Shell.in(directory).with("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
    }
}
