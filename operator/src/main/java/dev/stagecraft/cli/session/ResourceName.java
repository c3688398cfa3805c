package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The first word behind a command that is about one resource, which may be left out. */
public final class ResourceName {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "NAME",
            description = "The Stagecraft; without it the only one of the namespace.")
    private @Nullable String name;

    /**
     * The resource that is meant.
     *
     * @throws CommandFailure as {@link Named#find} does
     */
    public Stagecraft find(Session session) {
        return Named.find(session, name);
    }
}
