package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Docker image reference in its full form.
 *
 * @param registry host and port, {@code docker.io} where the author named none
 * @param path below the registry, with {@code library/} for official images
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ImageReference(String registry, String path, Optional<String> tag, Optional<String> digest) {
    private static final String HUB = "docker.io";
    private static final int MAX_NAME = 255;
    private static final Pattern REGISTRY =
            Pattern.compile("(?:\\[[0-9a-fA-F:]+]|[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?)(?::[0-9]{1,5})?");
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public ImageReference {
        requireNonNull(registry, "registry");
        requireNonNull(path, "path");
        tag.ifPresent(value -> require(isTag(value), value));
        digest.ifPresent(value -> require(DIGEST.matcher(value).matches(), value));
        require(isName(registry, path), registry + "/" + path);
    }

    /** Empty when the text is no image reference; {@code redis} becomes {@code docker.io/library/redis}. */
    public static Optional<ImageReference> parse(String text) {
        int at = text.indexOf('@');
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
        String tagged = at < 0 ? text : text.substring(0, at);
        int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(tagged.substring(colon + 1));
        String name = colon < 0 ? tagged : tagged.substring(0, colon);
        boolean valid = tag.map(ImageReference::isTag).orElse(true)
                && digest.map(DIGEST::matcher).map(m -> m.matches()).orElse(true);
        return valid ? named(name, tag, digest) : Optional.empty();
    }

    private static Optional<ImageReference> named(String name, Optional<String> tag, Optional<String> digest) {
        int slash = name.indexOf('/');
        String first = name.substring(0, Math.max(0, slash));
        boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = hasHost && !first.equals("index." + HUB) ? first : HUB;
        String path = hasHost ? name.substring(slash + 1) : name;
        String full = host.equals(HUB) && !path.contains("/") ? "library/" + path : path;
        return isName(host, full) ? Optional.of(new ImageReference(host, full, tag, digest)) : Optional.empty();
    }

    /** Whether the text can be a tag. */
    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    private static boolean isName(String registry, String path) {
        return registry.length() + path.length() < MAX_NAME
                && REGISTRY.matcher(registry).matches()
                && PATH.matcher(path).matches();
    }

    /** {@code registry/path}. */
    public String repository() {
        return registry + "/" + path;
    }

    /** @throws IllegalArgumentException when it is no valid tag */
    public ImageReference withTag(String newTag) {
        return new ImageReference(registry, path, Optional.of(newTag), digest);
    }

    /**
     * Without the tag: the digest says it all, and Compose 1.29 splits a reference with both wrongly.
     *
     * @throws IllegalArgumentException when it is no SHA-256 digest
     */
    public ImageReference withDigest(String newDigest) {
        return new ImageReference(registry, path, Optional.empty(), Optional.of(newDigest));
    }

    /** The canonical form, which {@link #parse} takes back. */
    @Override
    public String toString() {
        return repository()
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }

    private static void require(boolean valid, String part) {
        if (!valid) {
            throw new IllegalArgumentException("Not a part of an image reference: '" + part + "'.");
        }
    }
}
