package dev.stagecraft.build;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;
import java.util.List;

/**
 * A secret that is brought to where the framework of an application keeps it, before the image is built.
 *
 * @param variable that has the value
 * @param command program and arguments, run in the context with the value on standard input; {@code {files}} as in a recipe
 */
public record SecretPush(String variable, List<String> command, Secret value) {
    public SecretPush {
        requireNonNull(variable, "variable");
        command = List.copyOf(command);
        requireNonNull(value, "value");
    }
}
