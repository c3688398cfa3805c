package dev.stagecraft.image;

import static java.util.Objects.requireNonNull;

/** What came of asking. Messages are sentences for the user and name the image. */
public sealed interface ImageResolution {
    /** The image exists. {@code digest} is {@code sha256:…} of the manifest or index that the reference names now. */
    record Resolved(String digest, String mediaType) implements ImageResolution {
        public Resolved {
            requireNonNull(digest, "digest");
            requireNonNull(mediaType, "mediaType");
        }
    }

    /** The registry answered that it has no such image. Asking again is of no use until someone pushes it. */
    record NotFound(String message) implements ImageResolution {}

    /** The registry does not show this image to who asks; the message says whether with credentials or without. */
    record Unauthorized(String message) implements ImageResolution {}

    /** The image exists, and not for the platform that was asked for; the message lists for which it does. */
    record WrongPlatform(String message) implements ImageResolution {}

    /** No usable answer. {@code retryable} is false where asking again cannot help, as for a forbidden address. */
    record Unreachable(String message, boolean retryable) implements ImageResolution {}
}
