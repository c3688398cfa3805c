/**
 * A registry in this process, over HTTP on loopback, for tests and {@code make run}.
 * Rule: speaks the part of the distribution API that resolving, reading and tagging an image needs.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.registry;
