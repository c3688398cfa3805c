package dev.stagecraft.cli;

import dev.stagecraft.cli.session.ClusterFaults;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.FileFaults;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.command.CommandException;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people that a command failed: one sentence with the next step, and a trace only to those who ask for it. */
final class Failures {
    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    /** Says it, and answers what the process ends with. */
    int told(Exception failed) {
        var err = session.surroundings().console().err();
        err.println("error: " + sentence(failed));
        if (session.verbose()) {
            failed.printStackTrace(err);
        }
        return failed instanceof CommandFailure failure ? failure.exitCode() : ExitCode.FAILED;
    }

    /** Says what of the command line cannot be understood. */
    int misused(ParameterException wrong) {
        var err = session.surroundings().console().err();
        var line = wrong.getCommandLine();
        // Groups of options say it themselves.
        var message = String.valueOf(wrong.getMessage()).replaceFirst("^Error: ", "");
        err.println("error: " + ended(message) + suggested(wrong) + " See "
                + line.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.FAILED;
    }

    private static String suggested(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> suggestions = unmatched.getSuggestions();
        return suggestions.isEmpty() ? "" : " Did you mean " + String.join(" or ", suggestions) + "?";
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    private static String sentence(Exception failed) {
        return switch (failed) {
            case CommandFailure told -> String.valueOf(told.getMessage());
            case KubernetesClientException cluster -> ClusterFaults.sentence(cluster);
            case HostException host -> ended(String.valueOf(host.getMessage()));
            case HostCommandException command -> ended(String.valueOf(command.getMessage()));
            case HostOwnedByAnother taken -> ended(String.valueOf(taken.getMessage()));
            case HostNotUsable broken -> ended(String.valueOf(broken.getMessage()));
            case CommandException words -> ended(String.valueOf(words.getMessage()));
            case IOException file -> FileFaults.sentence(file);
            case UncheckedIOException file -> FileFaults.sentence(Objects.requireNonNull(file.getCause()));
            case CommandLine.ExecutionException wrapped
            when wrapped.getCause() instanceof Exception cause -> sentence(cause);
            default ->
                ended(failed.getClass().getSimpleName()
                                + (failed.getMessage() == null ? "" : ": " + failed.getMessage()))
                        + " This is a fault of stagecraft's own: run it again with --verbose, and report what it prints.";
        };
    }
}
