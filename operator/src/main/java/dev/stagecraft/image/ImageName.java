package dev.stagecraft.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fully qualified reference. With a digest the tag is decoration; with neither, the tag is {@code latest}.
 *
 * @param registry host with optional port, as in {@code registry.example.com:5000} or {@code docker.io}
 * @param repository path below the registry, lower case, as in {@code library/nginx}
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ImageName(String registry, String repository, Optional<String> tag, Optional<String> digest) {
    private static final Pattern REGISTRY =
            Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9][A-Za-z0-9.-]*)(:[0-9]{1,5})?");
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    public ImageName {
        requireNonNull(tag, "tag");
        requireNonNull(digest, "digest");
        require(REGISTRY, registry, "registry");
        require(REPOSITORY, repository, "repository");
        tag.ifPresent(value -> require(TAG, value, "tag"));
        digest.ifPresent(value -> require(DIGEST, value, "digest"));
    }

    /**
     * The name that {@link #toString} writes.
     *
     * @throws IllegalArgumentException for any other text; what people write goes through the compose package
     */
    public static ImageName parse(String text) {
        int at = text.indexOf('@');
        var tagged = at < 0 ? text : text.substring(0, at);
        int slash = tagged.indexOf('/');
        int colon = tagged.indexOf(':', tagged.lastIndexOf('/') + 1);
        if (slash < 0) {
            throw new IllegalArgumentException("'%s' names no registry.".formatted(text));
        }
        return new ImageName(
                tagged.substring(0, slash),
                tagged.substring(slash + 1, colon < 0 ? tagged.length() : colon),
                colon < 0 ? Optional.empty() : Optional.of(tagged.substring(colon + 1)),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    /** What the registry is asked for: the digest if there is one, else the tag, else {@code latest}. */
    public String reference() {
        return digest.or(() -> tag).orElse("latest");
    }

    /** The way people write it. */
    @Override
    public String toString() {
        return registry + "/" + repository + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }

    private static void require(Pattern shape, String value, String part) {
        if (value.length() > 255 || !shape.matcher(value).matches()) {
            throw new IllegalArgumentException("'%s' is not the %s of an image reference.".formatted(value, part));
        }
    }
}
