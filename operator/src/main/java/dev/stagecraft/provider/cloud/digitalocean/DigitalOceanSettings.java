package dev.stagecraft.provider.cloud.digitalocean;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;

/**
 * What whoever runs the operator decides, and no resource can.
 *
 * @param baseUrl scheme, host and port that every request and so every token goes to; no path, query or user info
 * @param connectTimeout for the TCP and TLS handshake
 * @param requestTimeout for a whole request, its body included; must stay well below the create protocol's window
 * @param maxResponseBytes a longer answer is refused
 */
public record DigitalOceanSettings(
        URI baseUrl, Duration connectTimeout, Duration requestTimeout, int maxResponseBytes, RateLimits limits) {
    private static final int MIB = 1 << 20;

    public DigitalOceanSettings {
        if (!isOrigin(baseUrl)) {
            throw new IllegalArgumentException(
                    "The address of the DigitalOcean API is http(s)://host[:port] and nothing more.");
        }
        requireNonNull(connectTimeout, "connectTimeout");
        requireNonNull(requestTimeout, "requestTimeout");
        requireNonNull(limits, "limits");
    }

    /** 5 s to connect, 30 s a request, 16 MiB an answer, the documented limits. */
    public static DigitalOceanSettings of(URI baseUrl) {
        return new DigitalOceanSettings(
                baseUrl, Duration.ofSeconds(5), Duration.ofSeconds(30), 16 * MIB, RateLimits.documented());
    }

    /** The public API. */
    public static DigitalOceanSettings standard() {
        return of(URI.create("https://api.digitalocean.com"));
    }

    private static boolean isOrigin(URI url) {
        boolean http = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        boolean bare = url.getRawUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        return http
                && bare
                && url.getHost() != null
                && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
    }
}
