package dev.stagecraft.image;

/** Asks what a reference names, without pulling it. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ImageResolver {
    /**
     * Blocks for a bounded time, so it is called from a step and never from the reconcile thread. Every expected failure
     * is a value; nothing is thrown for a registry that is away or refuses.
     *
     * @param credentials of which the one for the image's registry is used, if there is one
     */
    ImageResolution resolve(ImageName name, RegistryCredentials credentials);
}
