/**
 * The port to a cloud: machines that carry their owner's uid, and the protocol that never makes one twice.
 * Rule: ownership is read from what the cloud says about a machine, never from a name or from our own status;
 * drivers do one call's worth of work and keep no state, the order of calls belongs to the caller.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.cloud;
