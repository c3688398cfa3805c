package dev.stagecraft.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads a provider's configuration and notes every fault on the way, so that one look finds them all. For one check on
 * one thread; what it returns is absent wherever it noted a fault.
 */
public final class ConfigCheck {
    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern SECRET_KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private final List<Violation> violations = new ArrayList<>();

    /** The faults noted so far, in the order in which they were met. */
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    public void note(Violation violation) {
        violations.add(violation);
    }

    /** The node if it is an object; each of its keys that is not among {@code known} is a fault. */
    public Optional<JsonNode> object(JsonNode node, String path, List<String> known) {
        if (!node.isObject()) {
            note(Violation.invalid(path, "This must be an object with the keys " + String.join(", ", known) + "."));
            return Optional.empty();
        }
        for (String key : new TreeSet<>(List.copyOf(
                node.propertyStream().map(java.util.Map.Entry::getKey).toList()))) {
            if (!known.contains(key)) {
                note(new Violation(
                        at(path, key),
                        "There is no '" + key + "' here; known: " + String.join(", ", known) + ".",
                        Violation.Code.UNKNOWN_KEY));
            }
        }
        return Optional.of(node);
    }

    /** The text under {@code key} if it is there; {@code shape} says in words what {@code pattern} wants. */
    public Optional<String> text(JsonNode parent, String path, Text key) {
        JsonNode value = parent.path(key.name());
        if (value.isMissingNode() || value.isNull()) {
            if (key.required()) {
                note(Violation.missing(at(path, key.name()), "This is needed: " + key.shape() + "."));
            }
            return Optional.empty();
        }
        if (!value.isTextual() || !key.pattern().matcher(value.textValue()).matches()) {
            note(Violation.invalid(at(path, key.name()), "This must be " + key.shape() + "."));
            return Optional.empty();
        }
        return Optional.of(value.textValue());
    }

    /** The reference under {@code key}: an object with exactly the keys {@code name} and {@code key}. */
    public Optional<SecretReference> secret(JsonNode parent, String path, String key, boolean required) {
        JsonNode value = parent.path(key);
        String here = at(path, key);
        if (value.isMissingNode() || value.isNull()) {
            if (required) {
                note(Violation.missing(
                        here, "This is needed: the name of a Secret in this namespace and a key in it."));
            }
            return Optional.empty();
        }
        return object(value, here, List.of("name", "key")).flatMap(reference -> {
            var name = text(
                    reference, here, new Text("name", OBJECT_NAME, "the name of a Secret in this namespace", true));
            var entry = text(reference, here, new Text("key", SECRET_KEY, "a key of that Secret", true));
            return name.flatMap(n -> entry.map(k -> new SecretReference(n, k, here)));
        });
    }

    /** A key that holds text. */
    public record Text(String name, Pattern pattern, String shape, boolean required) {}

    /** The path of {@code key} below {@code path}. */
    public static String at(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
