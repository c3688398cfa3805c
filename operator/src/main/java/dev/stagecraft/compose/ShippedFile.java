package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;

/**
 * A file that goes to the hosts with a release.
 *
 * @param directory the one below {@code files} that it is in; another content has another one
 * @param name its path in there
 * @param executable whether it begins like a script; otherwise nobody may run it
 * @param secret whether nothing of the content may be shown; most files are ordinary words
 */
public record ShippedFile(String directory, String name, Secret content, boolean executable, boolean secret) {
    public ShippedFile {
        requireNonNull(directory, "directory");
        requireNonNull(name, "name");
        requireNonNull(content, "content");
    }
}
