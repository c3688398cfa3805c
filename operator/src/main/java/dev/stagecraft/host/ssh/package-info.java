/**
 * The port to a host over SSH. Only keys that the caller expects are accepted as a host's, only the given key is offered,
 * nothing is read from the operator's own home or agent, no host can have anything forwarded to the operator, and every wait has
 * an end.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.host.ssh;
