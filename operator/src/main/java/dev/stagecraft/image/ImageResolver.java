package dev.stagecraft.image;

import java.util.Optional;

/** Asks what a reference names, without pulling it. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ImageResolver {
    /**
     * Blocks for a bounded time, so it is called from a step and never from the reconcile thread. Every expected failure
     * is a value; nothing is thrown for a registry that is away or refuses.
     *
     * @param credentials of which the one for the image's registry is used, if there is one
     * @param platform which the image must be for, or, if it is an index, have in it; any, if it is empty
     */
    ImageResolution resolve(ImageName name, RegistryCredentials credentials, Optional<ImagePlatform> platform);

    /** Whichever platform it is for. */
    default ImageResolution resolve(ImageName name, RegistryCredentials credentials) {
        return resolve(name, credentials, Optional.empty());
    }
}
