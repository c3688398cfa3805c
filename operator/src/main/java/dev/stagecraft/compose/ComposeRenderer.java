package dev.stagecraft.compose;

/** {@link ComposeFile} to the text that a host's Compose reads. */
public final class ComposeRenderer {
    /** Holds the UID of the resource that the container belongs to. */
    public static final String OWNER_LABEL = "dev.stagecraft.owner";

    /** Holds the service hash; the same hash means the container can stay. */
    public static final String HASH_LABEL = "dev.stagecraft.service-hash";

    private ComposeRenderer() {}

    /** @throws IllegalArgumentException when a service of the file has no image in the request */
    public static RenderedCompose render(ComposeFile file, RenderRequest request) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
