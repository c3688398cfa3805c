package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.util.Optional;

/**
 * One resource as it was asked for.
 *
 * @param format {@code json} or {@code yaml}; empty for people
 */
record StatusView(Session session, Optional<String> format) {
    Digest digest(Stagecraft resource) {
        return Digests.of(resource, Suggestion.access(session));
    }

    String text(Stagecraft resource) {
        var digest = digest(resource);
        return format.map(wanted -> Documents.write(digest, wanted))
                .orElseGet(() -> String.join(
                                "\n",
                                new StatusScreen(
                                                digest,
                                                session.console(),
                                                session.clock().instant())
                                        .lines())
                        + "\n");
    }

    void write(Stagecraft resource) {
        session.console().print(text(resource));
    }
}
