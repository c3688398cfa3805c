package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitNotImplemented;
import dev.stagecraft.source.GitDirectory.GitRefused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that may be asked, without user information. {@code toString} is fit for messages.
 */
record GitUrl(URI uri) {
    static GitUrl of(String url, GitAccess access) throws GitStop {
        if (url.matches("(?i)(ssh|git\\+ssh|ssh\\+git)://.*") || url.matches("[^/:@]+@[^/:]+:.*")) {
            throw new GitStop(new GitNotImplemented(
                    "url",
                    "spec.source.git.url: SSH is not supported yet. Use the https URL of the repository, with a token"
                            + " as the password if it is private."));
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException _) {
            throw refused("is not a URL. Use the https URL of the repository");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            throw refused("holds a user name or a password. Take them out, and put them into the Secret that"
                    + " spec.source.git.credentials names, as username and password");
        }
        if (uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("is not the address of a repository on a server. Use the https URL of the repository");
        }
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(scheme.equals("http") && access.loopback())) {
            throw refused("is not an https URL. Use the https URL of the repository");
        }
        return new GitUrl(uri);
    }

    /** Scheme, host and port, the default port as if it were written. */
    String origin() {
        return origin(uri.getScheme(), uri.getHost(), uri.getPort());
    }

    static String origin(String scheme, String host, int port) {
        var lower = scheme.toLowerCase(Locale.ROOT);
        int standard = lower.equals("https") ? 443 : 80;
        return lower + "://" + host.toLowerCase(Locale.ROOT) + ":" + (port < 0 ? standard : port);
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    private static GitStop refused(String why) {
        return new GitStop(new GitRefused("url", "spec.source.git.url %s.".formatted(why)));
    }
}
