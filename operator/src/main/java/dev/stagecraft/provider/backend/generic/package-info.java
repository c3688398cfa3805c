/**
 * The backend provider {@code generic}.
 * Rule: nothing is decided here; how a Dockerfile is found and read is shared with its sibling in {@code provider.app}.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.backend.generic;
