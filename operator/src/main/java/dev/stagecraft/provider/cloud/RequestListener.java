package dev.stagecraft.provider.cloud;

/** Hears of every request after it ended. Called on the requesting thread: must be quick, thread-safe and must not throw. */
@FunctionalInterface
public interface RequestListener {
    /** Hears nothing. */
    RequestListener NONE = request -> {};

    void completed(CloudRequest request);
}
