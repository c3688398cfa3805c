package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resource that a command is about. */
public final class Named {
    private Named() {}

    /**
     * The resource of that name; without a name the only one of the namespace, or with {@code --env} the only one of that
     * environment.
     *
     * @throws CommandFailure when there is none, or more than one; says which there are. Also when the one of that name is of
     *     another environment than {@code --env} says, and when the name is empty, as an unset variable of a script makes it:
     *     that must not fall to the only one
     */
    public static Stagecraft find(Session session, @Nullable String name) {
        if (name != null && name.isBlank()) {
            throw CommandFailure.of(
                    "The NAME that was given is empty; name a Stagecraft, or leave the word out for the only one.");
        }
        var namespace = session.namespace();
        var env = session.settings().env();
        if (name != null) {
            return ofEnvironment(
                    env,
                    session.world()
                            .resources()
                            .find(namespace, name)
                            .orElseThrow(() -> CommandFailure.of(
                                    "There is no Stagecraft " + name + " in namespace " + namespace + "; "
                                            + list(session.world().resources().list(namespace)))));
        }
        var all = session.world().resources().list(namespace);
        var meant = all.stream()
                .filter(resource ->
                        env.isEmpty() || env.get().equals(resource.getSpec().environment()))
                .toList();
        if (meant.size() == 1) {
            return meant.getFirst();
        }
        var of = env.map(text -> " of environment " + text).orElse("");
        throw CommandFailure.of(
                meant.isEmpty()
                        ? "There is no Stagecraft" + of + " in namespace " + namespace + "; " + list(all)
                        : "There is more than one Stagecraft" + of + " in namespace " + namespace + "; name one of "
                                + names(meant) + ".");
    }

    /** Who names both means both: with one of them wrong, neither is worked on. */
    private static Stagecraft ofEnvironment(Optional<String> env, Stagecraft found) {
        var is = found.getSpec().environment();
        env.filter(wanted -> !wanted.equals(is)).ifPresent(wanted -> {
            throw CommandFailure.of("Stagecraft " + found.getMetadata().getName() + " is of "
                    + (is.isEmpty() ? "no environment" : "environment " + is) + ", and not of " + wanted
                    + ", which --env, STAGECRAFT_ENV or the file with defaults asks for; correct one of the two.");
        });
        return found;
    }

    private static String list(List<Stagecraft> all) {
        return all.isEmpty()
                ? "there is none at all: name another with -n, or apply one (stagecraft init writes one)."
                : "there are " + names(all) + ".";
    }

    private static String names(List<Stagecraft> resources) {
        return resources.stream()
                .map(resource -> resource.getMetadata().getName())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
