/**
 * Hosts that somebody else made: the provider {@code static}.
 * Rule: machines are only ever used here, never created, changed or deleted; what they are is what the resource says.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.cloud.fixed;
