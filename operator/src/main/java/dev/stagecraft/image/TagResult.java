package dev.stagecraft.image;

/** What came of tagging. Messages are sentences for the user and name the image. */
public sealed interface TagResult {
    /** The tag names the image. {@code moved} is false where it did so already. */
    record Tagged(boolean moved) implements TagResult {}

    /** The registry has no such image. */
    record NotFound(String message) implements TagResult {}

    /** The registry wants other credentials. */
    record Unauthorized(String message) implements TagResult {}

    /** The registry does not allow it, as where tags never change. */
    record Refused(String message) implements TagResult {}

    /** No usable answer. {@code retryable} is false where asking again cannot help. */
    record Unreachable(String message, boolean retryable) implements TagResult {}
}
