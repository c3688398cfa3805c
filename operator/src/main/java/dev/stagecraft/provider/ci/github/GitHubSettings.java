package dev.stagecraft.provider.ci.github;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What whoever runs the operator decides, and no resource can.
 *
 * @param connectTimeout for the TCP and TLS handshake
 * @param requestTimeout for a whole request, its body included
 * @param maxResponseBytes a longer answer is refused
 * @param settle how long runs are looked for before the first dispatch, as another process may just have sent one: longer than listings
 *     usually lag
 * @param visibility how long a dispatch of which the outcome is not known is looked for before another is sent: longer than the request
 *     timeout and the lag of listings together
 * @param publicHost host of GitHub's own API, which tells the id of a run that it is asked for; others are asked as an Enterprise Server is
 * @param plainHttp whether an API without TLS may be named, for tests
 */
public record GitHubSettings(
        Duration connectTimeout,
        Duration requestTimeout,
        int maxResponseBytes,
        Duration settle,
        Duration visibility,
        String publicHost,
        boolean plainHttp) {
    private static final int MIB = 1 << 20;

    public GitHubSettings {
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(settle, "settle");
        requireNonNull(publicHost, "publicHost");
        if (visibility.compareTo(requestTimeout) <= 0) {
            throw new IllegalArgumentException("A dispatch must be looked for longer than its request may take.");
        }
    }

    /** The same where an API without TLS may be named, or not. */
    public GitHubSettings withPlainHttp(boolean allowed) {
        return new GitHubSettings(
                connectTimeout, requestTimeout, maxResponseBytes, settle, visibility, publicHost, allowed);
    }

    /** 5 s to connect, 20 s a request, 16 MiB an answer, 15 s before a first dispatch, 2 minutes after a doubtful one. */
    public static GitHubSettings standard() {
        return new GitHubSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                16 * MIB,
                Duration.ofSeconds(15),
                Duration.ofMinutes(2),
                "api.github.com",
                false);
    }
}
