/**
 * The port to a host over SSH. Only keys that the caller expects are accepted as a host's, only the given key is offered,
 * nothing is read from the operator's own home or agent, nothing is forwarded, and every wait has an end.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.host.ssh;
