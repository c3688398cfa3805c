package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnauthorized;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TransportException;

/** Turns what JGit throws into an answer. Its texts are not shown: they quote what the server said. */
final class FetchTrouble {
    private FetchTrouble() {}

    /** Whether the server answered in order and said no, rather than that it broke off. */
    static boolean isRefusal(TransportException failure) {
        return causes(failure)
                .allMatch(cause -> cause.getClass().equals(TransportException.class)
                        || cause instanceof RemoteRepositoryException
                        || cause instanceof PackProtocolException);
    }

    static GitDirectory answer(GitUrl url, int status, boolean withCredentials, IOException failure) {
        return stop(failure).orElseGet(() -> switch (status) {
            case 401, 403 -> unauthorized(url, status, withCredentials);
            case 404, 410 ->
                new GitUnreachable(
                        "There is no Git repository at %s, or it is hidden from who asks (HTTP %d). Correct spec.source.git.url, or name credentials."
                                .formatted(url, status),
                        false);
            default -> status == 429 || status >= 500 ? later(url, status) : unreachable(url, failure);
        });
    }

    private static Optional<GitDirectory> stop(IOException failure) {
        return causes(failure)
                .filter(GitStop.class::isInstance)
                .map(cause -> ((GitStop) cause).answer())
                .findFirst();
    }

    private static GitDirectory unauthorized(GitUrl url, int status, boolean withCredentials) {
        return new GitUnauthorized(
                withCredentials
                        ? "The Git server of %s does not accept the credentials (HTTP %d). Check the Secret that spec.source.git.credentials names, and what its token may read."
                                .formatted(url, status)
                        : "The Git server of %s wants credentials (HTTP %d). Name a Secret with username and password in spec.source.git.credentials."
                                .formatted(url, status));
    }

    private static GitDirectory later(GitUrl url, int status) {
        return new GitUnreachable("The Git server of %s answered HTTP %d.".formatted(url, status), true);
    }

    private static GitDirectory unreachable(GitUrl url, IOException failure) {
        if (causes(failure).anyMatch(TooLargeObjectInPackException.class::isInstance)) {
            return new GitRefused("url", "%s holds a file that is too large to read it.".formatted(url));
        }
        if (causes(failure).anyMatch(FetchTrouble::malformed)) {
            return new GitRefused(
                    "url",
                    "%s holds what Git itself would not check out, such as a name with a slash or two entries of one name. 'git fsck' in a clone says where."
                            .formatted(url));
        }
        var why = causes(failure)
                .flatMap(cause -> why(cause).stream())
                .reduce((_, last) -> last)
                .orElse("it broke off, or speaks something else than Git");
        return new GitUnreachable("The Git server of %s could not be asked: %s.".formatted(url, why), true);
    }

    private static boolean malformed(Throwable cause) {
        return cause instanceof CorruptObjectException corrupt && corrupt.getErrorType() != null;
    }

    private static Optional<String> why(Throwable cause) {
        return switch (cause) {
            case SSLException _ -> Optional.of("it has no certificate that this operator trusts");
            case UnknownHostException _ -> Optional.of("its name is not known");
            case ConnectException _ -> Optional.of("it does not accept connections");
            case SocketTimeoutException _ -> Optional.of("it gave no answer in time");
            default -> Optional.empty();
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
