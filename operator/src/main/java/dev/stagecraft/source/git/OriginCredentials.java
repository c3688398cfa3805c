package dev.stagecraft.source.git;

import dev.stagecraft.source.GitCredentials;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Gives user and password to the one server that they are for, and agrees to nothing else that JGit may ask. */
final class OriginCredentials extends CredentialsProvider {
    private final String origin;
    private final Optional<GitCredentials.Basic> credentials;

    OriginCredentials(GitUrl url, Optional<GitCredentials.Basic> credentials) {
        origin = url.origin();
        this.credentials = credentials;
    }

    @Override
    public boolean isInteractive() {
        return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
        for (var item : items) {
            if (!(item instanceof CredentialItem.Username) && !(item instanceof CredentialItem.Password)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean get(URIish uri, CredentialItem... items) {
        if (credentials.isEmpty()
                || !supports(items)
                || !GitUrl.origin(uri.getScheme(), uri.getHost(), uri.getPort()).equals(origin)) {
            return false;
        }
        for (var item : items) {
            switch (item) {
                case CredentialItem.Username user ->
                    user.setValue(credentials.get().username().reveal());
                case CredentialItem.Password password ->
                    password.setValue(credentials.get().password().reveal().toCharArray());
                default -> throw new IllegalStateException("Asked for what is not supported.");
            }
        }
        return true;
    }
}
