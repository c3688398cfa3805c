package dev.stagecraft.image;

/** Puts a tag on an image that is in its registry. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ImageTagger {
    /**
     * Makes the tag name the very image. Blocks for a bounded time; every expected failure is a value.
     *
     * @param image with its digest
     */
    TagResult tag(ImageName image, String tag);
}
