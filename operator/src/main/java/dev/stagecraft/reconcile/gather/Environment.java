package dev.stagecraft.reconcile.gather;

import dev.stagecraft.compose.Variables;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final int MOST_NAMES = 20;

    /** What the operator itself gives, all of which stands in the spec and in every sentence about it. */
    private static final Set<String> OWN =
            Set.of("STAGECRAFT_PROJECT", "STAGECRAFT_REGISTRY", "STAGECRAFT_ENVIRONMENT", "STAGECRAFT_VERSION");

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

    /** Names of those whose value is empty. */
    Set<String> emptyNames() {
        return values.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Where a value comes from does not tell whether it may be shown: people write passwords into env and .env as well. */
    public List<Secret> concealed() {
        return values.entrySet().stream()
                .filter(entry ->
                        !OWN.contains(entry.getKey()) && !entry.getValue().isEmpty())
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * What a person is told of the difference to what served before: the names of up to {@value #MOST_NAMES} variables and no
     * value; empty where nothing differs.
     */
    public Optional<String> changeSince(Environment before) {
        var names = new TreeSet<>(values.keySet());
        names.addAll(before.values.keySet());
        var changed =
                names.stream().flatMap(name -> change(before, name).stream()).toList();
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        var shown = String.join(", ", changed.subList(0, Math.min(MOST_NAMES, changed.size())));
        return Optional.of("environment changed: " + shown
                + (changed.size() > MOST_NAMES ? " and " + (changed.size() - MOST_NAMES) + " more" : "")
                + " (values are not shown)");
    }

    private Optional<String> change(Environment before, String name) {
        var now = Optional.ofNullable(values.get(name));
        var then = Optional.ofNullable(before.values.get(name));
        if (now.equals(then)) {
            return Optional.empty();
        }
        return Optional.of(name + (then.isEmpty() ? " (added)" : now.isEmpty() ? " (removed)" : ""));
    }

    /** For what reads compose files. */
    Variables asVariables() {
        return new Variables(revealed(), secretNames);
    }

    /** With others, which have names of their own. */
    Environment with(Variables more) {
        var all = new TreeMap<>(values);
        more.values().forEach((name, value) -> all.put(name, Secret.of(value)));
        var secret = new TreeSet<>(secretNames);
        secret.addAll(more.secretNames());
        return new Environment(all, secret);
    }

    /** An HMAC-SHA-256 over names and values: it changes when they do and says nothing else. */
    public String fingerprint(Secret key) {
        return fingerprint(key, CanonicalJson.write(revealed()).getBytes(StandardCharsets.UTF_8));
    }

    /** The same over any content. */
    static String fingerprint(Secret key, byte[] content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.revealBytes(), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
