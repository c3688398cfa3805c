package dev.stagecraft.image;

/** Makes a tag name an image that its registry has already. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ImageTagger {
    /**
     * Blocks for a bounded time, so it is called from a step and never from the reconcile thread. Every expected failure
     * is a value. Doing it again does no harm, and writes nothing when the tag names the image already.
     *
     * @param digested pinned by digest; an image or an index of several
     * @param tag in the same repository; where it names another image it is moved
     * @param credentials of which the one for the image's registry is used, if there is one
     */
    TagResult tag(ImageName digested, String tag, RegistryCredentials credentials);
}
