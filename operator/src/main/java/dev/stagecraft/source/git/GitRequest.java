package dev.stagecraft.source.git;

import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitNotImplemented;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.GitLocation;
import java.util.Optional;

/** A state of a repository that may be asked for. */
record GitRequest(GitUrl url, String ref, Optional<GitCredentials.Basic> credentials) {
    static GitRequest of(GitLocation location, GitAccess access) throws GitStop {
        return new GitRequest(GitUrl.of(location.url(), access), location.ref(), basic(location));
    }

    /** It was not tried, and may be tried again. */
    GitDirectory later(String why) {
        return new GitUnreachable("%s was not read: %s.".formatted(url, why), true);
    }

    static GitDirectory stopping() {
        return new GitUnreachable("The repository was not read: the operator is stopping.", true);
    }

    private static Optional<GitCredentials.Basic> basic(GitLocation location) throws GitStop {
        if (location.credentials().isEmpty()) {
            return Optional.empty();
        }
        return switch (location.credentials().get()) {
            case GitCredentials.Basic basic -> Optional.of(basic);
            case GitCredentials.SshKey _ ->
                throw new GitStop(new GitNotImplemented(
                        "credentials",
                        "spec.source.git.credentials: SSH keys are not supported yet. Put username and password, or a"
                                + " token as the password, into the Secret."));
        };
    }
}
