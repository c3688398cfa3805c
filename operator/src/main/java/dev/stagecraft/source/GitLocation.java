package dev.stagecraft.source;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A state of a repository, as a user wrote it; nothing of it is checked yet.
 *
 * @param url as for {@code git clone}; user information in it is refused, as it would be shown wherever the URL is
 * @param ref a branch, a tag, or a full commit id
 */
public record GitLocation(String url, String ref, Optional<GitCredentials> credentials) {
    public GitLocation {
        requireNonNull(url, "url");
        requireNonNull(ref, "ref");
        requireNonNull(credentials, "credentials");
    }

    /** Without the URL, which may hold what it should not. */
    @Override
    public String toString() {
        return "a Git repository at " + ref;
    }
}
