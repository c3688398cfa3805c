package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import java.util.Base64;
import java.util.Optional;

/** Credentials of Git as builders use them. */
final class GitAccess {
    private GitAccess() {}

    /** The value of the {@code Authorization} header. */
    static Optional<Secret> header(GitLocation location) {
        return location.credentials().flatMap(credentials -> switch (credentials) {
            case GitCredentials.Basic(var user, var password) ->
                Optional.of(Secret.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((user.reveal() + ':' + password.reveal()).getBytes(UTF_8))));
            case GitCredentials.SshKey _ -> Optional.<Secret>empty();
        });
    }

    /** The same as a file of Git's configuration: for that server and path alone. */
    static Optional<Secret> configuration(GitLocation location) {
        var url = location.url().replace("\\", "\\\\").replace("\"", "\\\"");
        return header(location)
                .map(header -> Secret.of(
                        "[http \"%s\"]\n\textraHeader = Authorization: %s\n".formatted(url, header.reveal())));
    }
}
