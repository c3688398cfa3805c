package dev.stagecraft.compose;

import java.util.Optional;

/**
 * A Docker image reference in its full form.
 *
 * @param registry host and port, {@code docker.io} where the author named none
 * @param path below the registry, with {@code library/} for official images
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ImageReference(String registry, String path, Optional<String> tag, Optional<String> digest) {

    /** Empty when the text is no image reference. */
    public static Optional<ImageReference> parse(String text) {
        throw new UnsupportedOperationException("lands with the next commit");
    }

    /** {@code registry/path}. */
    public String repository() {
        return registry + "/" + path;
    }

    /** @throws IllegalArgumentException when it is no valid tag */
    public ImageReference withTag(String tag) {
        return new ImageReference(registry, path, Optional.of(tag), digest);
    }

    /** Without the tag: the digest says it all, and Compose 1.29 splits a reference with both wrongly. */
    public ImageReference withDigest(String digest) {
        return new ImageReference(registry, path, Optional.empty(), Optional.of(digest));
    }

    /** The canonical form, which {@link #parse} takes back. */
    @Override
    public String toString() {
        return repository()
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
