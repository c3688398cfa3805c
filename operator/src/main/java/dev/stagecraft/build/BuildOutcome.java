package dev.stagecraft.build;

import java.time.Duration;

/** How far a build is. Messages are sentences for the user and may hold what the build printed; the caller cleans them of secrets. */
public sealed interface BuildOutcome {
    /** The image is in its registry under the name that was asked for. */
    record Built() implements BuildOutcome {}

    /**
     * It is under way; to be asked about again after that time.
     *
     * @param begun false while it waits for its turn in this process, and so ends with it
     */
    record Building(Duration again, String why, boolean begun) implements BuildOutcome {
        /** It has begun. */
        public Building(Duration again, String why) {
            this(again, why, true);
        }
    }

    /**
     * It ended without an image.
     *
     * @param passing whether trying again may help: a builder that is away, an evicted pod
     */
    record Failed(Reason reason, String message, boolean passing) implements BuildOutcome {}

    /** Why there is no image. */
    enum Reason {
        /** The program said no; its last lines are in the message. */
        BUILD_FAILED("BuildFailed"),
        /** A secret could not be brought to where the framework keeps it; nothing was built. */
        SECRET_SYNC_FAILED("SecretSyncFailed"),
        /** It took longer than the resource allows. */
        BUILD_TIMEOUT("BuildTimeout"),
        /** Builder, image of the builder or program is not there. */
        BUILDER_NOT_AVAILABLE("ProviderNotAvailable"),
        /** The builder wants other credentials, which whoever asks next may have. */
        BUILDER_UNAUTHORIZED("ProviderNotAvailable"),
        /** The builder was taken away while it built. */
        BUILD_EVICTED("BuildEvicted"),
        /** The registry wants other credentials. */
        REGISTRY_UNAUTHORIZED("RegistryUnauthorized"),
        /** The registry does not answer. */
        REGISTRY_UNREACHABLE("RegistryUnreachable"),
        /** The builder cannot make images for a platform that was asked for. */
        PLATFORM_UNSUPPORTED("PlatformUnsupported");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /** The word of the API. */
        public String label() {
            return label;
        }
    }
}
