/**
 * The extension point for where Secrets are kept besides the cluster. The operator only ever reads Secrets; a provider carries them
 * to and from the other place when a person asks for it.
 * Rule: values travel as {@code Secret}, on standard input or in files that only their owner reads, never as words of a command.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.secrets;
