package dev.stagecraft.reconcile.gather;

import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.secret.Secret;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The environment of an application.
 *
 * @param values by name; all of them are treated as secret
 * @param secretNames names whose value came from a Secret, and so must not end in an image reference
 */
public record Environment(SortedMap<String, Secret> values, Set<String> secretNames) {
    public Environment {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        secretNames = Set.copyOf(secretNames);
    }

    /** Nothing set. */
    public static Environment empty() {
        return new Environment(new TreeMap<>(), Set.of());
    }

    /** The values in the clear, for the files that go to a host. */
    public Map<String, String> revealed() {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().reveal(), (a, b) -> b, TreeMap::new));
    }

    /** An HMAC-SHA-256 over names and values: it changes when they do and says nothing else. */
    public String fingerprint(Secret key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.revealBytes(), "HmacSHA256"));
            var text = CanonicalJson.write(revealed());
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
