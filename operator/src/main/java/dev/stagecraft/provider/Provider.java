package dev.stagecraft.provider;

/** Anything that a resource names under {@code <kind>.provider}. */
public interface Provider {
    /** The name used in a resource: lower-case letters, digits and dashes, unique within its kind, never changing. */
    String id();
}
