package dev.stagecraft.image;

/** Reads a directory of an image, without pulling it to a host. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ImageFiles {
    /**
     * Blocks for a bounded time, which may be minutes, so it is called from a step and never from the reconcile thread.
     * Every expected failure is a value.
     *
     * @param name pinned by digest, so that the answer is the same for ever
     * @param directory absolute path in the image; only its own files are given, not those of directories below
     * @param credentials of which the one for the image's registry is used, if there is one
     */
    ImageDirectory read(ImageName name, String directory, RegistryCredentials credentials);
}
