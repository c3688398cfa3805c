package dev.stagecraft.provider.app;

/** The categories of what goes wrong in a provider; the words of the API are the names in CamelCase. */
public enum ErrorCode {
    /** A program that the provider needs is not where it is needed. */
    PROVIDER_NOT_AVAILABLE("ProviderNotAvailable"),
    /** The configuration is not usable. */
    INVALID_CONFIG("InvalidConfig"),
    /** The source is not a project of the kind that the provider knows. */
    INVALID_PROJECT("InvalidProject"),
    /** Secrets could not be brought to or from where the provider keeps them. */
    SECRET_SYNC_FAILED("SecretSyncFailed"),
    /** The development server ended. */
    DEV_SERVER_FAILED("DevServerFailed"),
    /** The image was not built. */
    BUILD_FAILED("BuildFailed");

    private final String label;

    ErrorCode(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }
}
