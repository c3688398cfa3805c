package dev.stagecraft.dotenv;

import java.util.List;
import java.util.Map;

/**
 * Variables from one place.
 *
 * @param place where they come from, for messages
 * @param secret whether their values must not be stored in the clear, nor what is made of them
 */
public record Layer(String place, boolean secret, List<DotenvEntry> entries) {
    public Layer {
        entries = List.copyOf(entries);
    }

    /** Values in which nothing is replaced, such as a password with a dollar sign. */
    public static Layer literals(String place, boolean secret, Map<String, String> values) {
        return new Layer(
                place,
                secret,
                values.entrySet().stream()
                        .map(entry -> new DotenvEntry(0, entry.getKey(), new DotenvValue.Literal(entry.getValue())))
                        .toList());
    }
}
