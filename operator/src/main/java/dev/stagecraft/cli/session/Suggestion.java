package dev.stagecraft.cli.session;

import dev.stagecraft.command.Quoting;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command that gets on, to be typed in the same shell: with the namespace and the cluster of this invocation. A kubeconfig is
 * named where an option named it, as one from the environment or the file is found again.
 */
public final class Suggestion {
    /** What no POSIX shell takes for anything else than itself, wherever it stands behind the first word. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

    private Suggestion() {}

    /** @param words what follows {@code stagecraft}, before the options that lead to the resource */
    public static String command(Session session, String... words) {
        var namespace = session.settings().namespace().map(name -> " -n " + word(name));
        return Stream.of(words).map(Suggestion::word).collect(Collectors.joining(" ", "stagecraft ", ""))
                + namespace.orElse("")
                + access(session);
    }

    /** The options that lead to the cluster, which kubectl has as well, with a space before each; may be empty. */
    public static String access(Session session) {
        var kubeconfig = Optional.ofNullable(session.options().kubeconfig).filter(file -> !file.isEmpty());
        return session.settings()
                        .context()
                        .map(context -> " --context " + word(context))
                        .orElse("")
                + kubeconfig.map(file -> " --kubeconfig " + word(file)).orElse("");
    }

    private static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : Quoting.posix(List.of(text));
    }
}
