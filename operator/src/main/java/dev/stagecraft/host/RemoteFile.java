package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.secret.Secret;

/**
 * A file to be on a host.
 *
 * @param path absolute and without {@code ..}
 * @param mode permission bits such as {@code 0600}
 */
public record RemoteFile(String path, Secret content, int mode) {

    public RemoteFile {
        requireNonNull(content, "content");
        if (!path.startsWith("/") || path.endsWith("/") || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("path must be absolute, name a file and hold no '..': " + path);
        }
        if (mode < 0 || mode > 0777) {
            throw new IllegalArgumentException("mode must be between 0 and 0777: " + Integer.toOctalString(mode));
        }
    }

    /** A file that only its owner can read. */
    public static RemoteFile secret(String path, Secret content) {
        return new RemoteFile(path, content, 0600);
    }
}
