/**
 * Commands as data. A command is a list of words built by a pure function; the words become a shell string in one place
 * only, {@link dev.stagecraft.command.Quoting}, and only a {@link dev.stagecraft.command.CommandRunner} has effects.
 * Secrets travel on standard input, never among the words.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.command;
