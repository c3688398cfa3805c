package dev.stagecraft.source.git;

import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.net.UnknownHostException;
import java.util.Locale;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;

/**
 * Every connection that JGit makes, redirects among them. A name is looked up here and again by the JDK, which
 * remembers the answer for longer than that takes.
 */
final class GuardedConnections implements HttpConnectionFactory {
    private final GitUrl url;
    private final boolean hasCredentials;
    private final GitAccess access;
    private final ReadMeter meter;

    GuardedConnections(GitUrl url, boolean hasCredentials, GitAccess access, ReadMeter meter) {
        this.url = url;
        this.hasCredentials = hasCredentials;
        this.access = access;
        this.meter = meter;
    }

    @Override
    public HttpConnection create(URL to) throws IOException {
        return create(to, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL to, Proxy proxy) throws IOException {
        var origin = GitUrl.origin(to.getProtocol(), to.getHost(), to.getPort());
        if (!origin.equals(url.origin())) {
            requireRedirect(to, origin);
        }
        requireAddress(to.getHost());
        return new MeteredConnection(to, proxy, meter);
    }

    /** JGit would send the credentials along. */
    private void requireRedirect(URL to, String origin) throws GitStop {
        var https = to.getProtocol().toLowerCase(Locale.ROOT).equals("https") || access.loopback();
        if (hasCredentials || !https || to.getUserInfo() != null) {
            throw new GitStop(new GitRefused(
                    "url",
                    "%s redirects to another server, %s. Write the address of that one, if it is to be trusted."
                            .formatted(url, origin)));
        }
    }

    private void requireAddress(String host) throws GitStop {
        var policy = new AddressPolicy(access.loopback());
        var literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        var refusal = policy.refusal(literal);
        try {
            for (var address : refusal.isPresent() ? new InetAddress[0] : InetAddress.getAllByName(literal)) {
                refusal = refusal.or(() -> policy.refusal(address));
            }
        } catch (UnknownHostException _) {
            throw new GitStop(new GitUnreachable(
                    "The Git server of %s could not be asked: the name %s is not known.".formatted(url, host), true));
        }
        if (refusal.isPresent()) {
            throw new GitStop(new GitRefused("url", "%s leads to %s, which %s.".formatted(url, host, refusal.get())));
        }
    }
}
