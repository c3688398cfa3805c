package dev.stagecraft.cli.completion;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the script that teaches a shell to complete. */
@Command(
        name = "completion",
        description = {
            "Prints the script by which a shell completes commands, options and names.",
            "Names come from the cluster, if it answers within two seconds."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft completion bash > ~/.local/share/bash-completion/completions/stagecraft",
            "  stagecraft completion zsh > ~/.zfunc/_stagecraft     with ~/.zfunc in fpath",
            "  stagecraft completion fish > ~/.config/fish/completions/stagecraft.fish",
            "  source <(stagecraft completion bash)                 in this shell only"
        })
public final class CompletionCommand implements Callable<Integer> {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Session session;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.", completionCandidates = Shells.class)
    String shell;

    /** For the completion of the command itself. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    public CompletionCommand(Session session) {
        this.session = session;
        shell = "";
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw CommandFailure.of("There is no completion for " + shell + "; name one of bash, zsh and fish.");
        }
        session.console().print(script(shell));
        return ExitCode.OK;
    }

    private static String script(String shell) {
        try (var in = Objects.requireNonNull(
                CompletionCommand.class.getResourceAsStream("/completion/stagecraft." + shell), shell)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
