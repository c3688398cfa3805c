package dev.stagecraft.cli.session;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the options of an invocation come to: a flag goes before the environment, the environment before the file, the file
 * before the default.
 *
 * @param env the environment of the application, such as {@code prod}
 * @param output as it was given; see {@link #format}
 * @param colour whether colours were not forbidden
 */
public record Settings(
        Optional<String> env,
        boolean verbose,
        boolean dryRun,
        Optional<String> context,
        Optional<String> namespace,
        Optional<Path> kubeconfig,
        Optional<String> output,
        boolean colour) {

    /**
     * What the options, the environment and the file come to, from the working directory.
     *
     * @throws CommandFailure when one of them cannot be used
     */
    public static Settings resolve(GlobalOptions flags, Map<String, String> environment, Path directory) {
        var sources = SettingSources.read(flags, environment, directory);
        return new Settings(
                sources.text("env", flags.env),
                sources.flag("verbose", flags.verbose),
                sources.flag("dry-run", flags.dryRun),
                sources.text("context", flags.context),
                sources.text("namespace", flags.namespace),
                sources.text("kubeconfig", flags.kubeconfig).map(directory::resolve),
                sources.text("output", flags.output),
                !sources.noColour(flags.noColor));
    }

    /**
     * The format that was asked for; empty for text.
     *
     * @param known what the command can write beside text
     * @throws CommandFailure when it is another one
     */
    public Optional<String> format(Collection<String> known) {
        var asked = output.filter(format -> !format.equals("text"));
        asked.filter(format -> !known.contains(format)).ifPresent(format -> {
            throw CommandFailure.of(
                    "--output " + format + " is not something that this command writes; it writes text, "
                            + String.join(", ", new TreeSet<>(known)) + ".");
        });
        return asked;
    }
}
