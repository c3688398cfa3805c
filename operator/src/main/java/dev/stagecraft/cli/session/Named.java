package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The resource that a command is about. */
public final class Named {
    private Named() {}

    /**
     * The resource of that name; without a name the only one of the namespace, or with {@code --env} the only one of that
     * environment.
     *
     * @throws CommandFailure when there is none, or more than one; says which there are
     */
    public static Stagecraft find(Session session, @Nullable String name) {
        var namespace = session.namespace();
        if (name != null) {
            return session.world()
                    .resources()
                    .find(namespace, name)
                    .orElseThrow(() -> CommandFailure.of("There is no Stagecraft " + name + " in namespace " + namespace
                            + "; " + list(session.world().resources().list(namespace))));
        }
        var env = session.settings().env();
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
