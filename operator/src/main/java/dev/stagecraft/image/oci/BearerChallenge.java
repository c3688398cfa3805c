package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a registry sends callers for a token.
 *
 * @param service names the registry to the token server; empty where it gave none
 */
record BearerChallenge(URI realm, String service) {
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z_]+)=(?:\"([^\"]*)\"|([^,\\s\"]+))");

    /** Empty for a header that is missing, of another scheme, or without a usable realm. */
    static Optional<BearerChallenge> parse(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            return Optional.empty();
        }
        var parameters = new HashMap<String, String>();
        PARAMETER
                .matcher(header.substring(7))
                .results()
                .forEach(match -> parameters.putIfAbsent(
                        match.group(1).toLowerCase(Locale.ROOT),
                        match.group(2) == null ? match.group(3) : match.group(2)));
        try {
            var realm = new URI(parameters.getOrDefault("realm", ""));
            return Optional.of(new BearerChallenge(realm, parameters.getOrDefault("service", "")))
                    .filter(challenge -> realm.getHost() != null && realm.getRawFragment() == null);
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /** The scope is ours and not the header's: rights to this one repository are all that is wanted. */
    URI tokenFor(String repository, String actions) {
        return URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query(repository, actions));
    }

    /** The body with which an identity token is exchanged for a token; holds the secret. */
    String form(String repository, String actions, Secret identityToken) {
        return "grant_type=refresh_token&client_id=stagecraft&" + query(repository, actions) + "&refresh_token="
                + encoded(identityToken.reveal());
    }

    private String query(String repository, String actions) {
        return (service.isEmpty() ? "" : "service=" + encoded(service) + "&") + "scope="
                + encoded("repository:" + repository + ":" + actions);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
