package dev.stagecraft.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.image.RegistryCredentials.Parsed;
import dev.stagecraft.secret.Secret;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads logins the way Docker does: a key may have a scheme and a path, of which only the host counts, and {@code auth}
 * goes before {@code username} and {@code password}. What Docker would find elsewhere, as in a credential helper of the
 * machine where the file was written, is refused. Used once.
 */
final class DockerConfigJson {
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-f:]+]|[a-z0-9][a-z0-9.-]*)(:[0-9]{1,5})?", Pattern.CASE_INSENSITIVE);

    private static final String REMEDY =
            "make it with 'kubectl create secret docker-registry' or from a config.json that holds the logins itself";

    /** Registries whose login stands under the host alone, which goes before one with a path. */
    private final Map<String, RegistryCredential> byHost = new HashMap<>();

    private final HashSet<String> plain = new HashSet<>();

    /** The message shows no value; a key is shown only where it is a host. */
    private static final class Unusable extends Exception {
        Unusable(String why) {
            super(why);
        }
    }

    Parsed read(Secret content) {
        try {
            var auths = parsed(content).path("auths");
            if (!auths.isObject() || auths.isEmpty()) {
                return new Parsed.Malformed("has no logins under 'auths': " + REMEDY);
            }
            int number = 0;
            for (var entry : auths.properties()) {
                number++;
                add(entry.getKey(), number, entry.getValue());
            }
            return new Parsed.Read(new RegistryCredentials(byHost));
        } catch (Unusable unusable) {
            return new Parsed.Malformed(String.valueOf(unusable.getMessage()));
        }
    }

    private static JsonNode parsed(Secret content) throws Unusable {
        try {
            return new ObjectMapper().readTree(content.reveal());
        } catch (JacksonException _) {
            // The parser's own message quotes what it read.
            throw new Unusable("is not JSON: " + REMEDY);
        }
    }

    private void add(String key, int number, JsonNode entry) throws Unusable {
        var address = key.strip().replaceFirst("^[A-Za-z]+://", "");
        var host = address.replaceFirst("/.*$", "");
        if (!HOST.matcher(host).matches()) {
            throw new Unusable("has no host of a registry as the key of entry %d of 'auths'; patterns are not supported"
                    .formatted(number));
        }
        var registry = RegistryCredentials.canonical(host);
        var credential = credential(registry, entry);
        var exact = host.equals(address.replaceFirst("/v[12]/?$", "").replaceFirst("/$", ""));
        if (plain.contains(registry) && !exact) {
            return;
        }
        var other = byHost.put(registry, credential);
        if (other != null && exact == plain.contains(registry) && !other.equals(credential)) {
            throw new Unusable(
                    "has two different logins for %s: logins are told apart by host, not by path".formatted(registry));
        }
        if (exact) {
            plain.add(registry);
        }
    }

    private static RegistryCredential credential(String registry, JsonNode entry) throws Unusable {
        var identity = text(entry, "identitytoken");
        if (!identity.isEmpty()) {
            return new RegistryCredential.IdentityToken(Secret.of(identity));
        }
        var auth = text(entry, "auth");
        if (!auth.isEmpty()) {
            return decoded(registry, auth);
        }
        var user = text(entry, "username");
        var password = text(entry, "password");
        if (user.isEmpty() || password.isEmpty()) {
            throw new Unusable("has no login for %s, only its name: %s".formatted(registry, REMEDY));
        }
        return basic(registry, user, password);
    }

    private static RegistryCredential decoded(String registry, String auth) throws Unusable {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(auth.strip()), UTF_8);
        } catch (IllegalArgumentException _) {
            throw new Unusable("has an 'auth' for %s that is not base64".formatted(registry));
        }
        int colon = pair.indexOf(':');
        if (colon <= 0) {
            throw new Unusable("has an 'auth' for %s that is not base64 of user:password".formatted(registry));
        }
        // Docker itself pads it.
        return basic(
                registry, pair.substring(0, colon), pair.substring(colon + 1).replaceFirst("\0+$", ""));
    }

    private static RegistryCredential basic(String registry, String user, String password) throws Unusable {
        if (user.indexOf(':') >= 0) {
            throw new Unusable("has a user name for %s with a colon in it".formatted(registry));
        }
        return new RegistryCredential.Basic(user, Secret.of(password));
    }

    private static String text(JsonNode entry, String field) {
        return entry.path(field).asText("");
    }
}
