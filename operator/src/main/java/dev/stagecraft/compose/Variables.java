package dev.stagecraft.compose;

import dev.stagecraft.template.Template;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code ${NAME}} can stand for.
 *
 * @param values non-secret values, by name
 * @param secretNames names that have a value on the host which must not be read here; wins over {@code values}
 */
public record Variables(Map<String, String> values, Set<String> secretNames) implements Template.Lookup {
    public Variables {
        values = Map.copyOf(values);
        secretNames = Set.copyOf(secretNames);
    }

    /** No variable at all. */
    public static Variables none() {
        return new Variables(Map.of(), Set.of());
    }

    @Override
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    @Override
    public boolean withheld(String name) {
        return secretNames.contains(name);
    }
}
