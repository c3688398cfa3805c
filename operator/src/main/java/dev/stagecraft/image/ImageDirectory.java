package dev.stagecraft.image;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.source.SourceFiles;

/** What came of reading a directory of an image. Messages are sentences for the user and name the image. */
public sealed interface ImageDirectory {
    /** The files, as a container of the image would see them. */
    record Found(SourceFiles files) implements ImageDirectory {
        public Found {
            requireNonNull(files, "files");
        }
    }

    /** The registry has no such image, or the image no such directory. */
    record NotFound(String message) implements ImageDirectory {}

    /** The registry does not show this image to who asks; the message says whether with credentials or without. */
    record Unauthorized(String message) implements ImageDirectory {}

    /** The image is as it is and cannot be read: too large, hostile, or of a kind that is not supported. */
    record Refused(String message) implements ImageDirectory {}

    /** No usable answer. {@code retryable} is false where asking again cannot help, as for a forbidden address. */
    record Unreachable(String message, boolean retryable) implements ImageDirectory {}
}
