package dev.stagecraft.image;

/** What came of setting a tag. Messages are sentences for the user and name image and tag. */
public sealed interface TagResult {
    /** The registry was asked afterwards: the tag names the image. {@code moved} is false where it did so before. */
    record Tagged(boolean moved) implements TagResult {}

    /** The registry has no image of that digest. */
    record NotFound(String message) implements TagResult {}

    /** The registry does not let these credentials, or nobody, read or write there. */
    record Unauthorized(String message) implements TagResult {}

    /** The registry does not want this tag to be set, as where tags are immutable. Asking again is of no use. */
    record Refused(String message) implements TagResult {}

    /** No usable answer. {@code retryable} is false where asking again cannot help, as for a forbidden address. */
    record Unreachable(String message, boolean retryable) implements TagResult {}
}
