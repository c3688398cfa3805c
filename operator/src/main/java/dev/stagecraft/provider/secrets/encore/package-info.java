/**
 * Encore's own keeping of secrets as the other place: set through its CLI, read from the file with a developer's own values.
 * Rule: a value reaches the CLI on standard input and in no other way.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.secrets.encore;
