/**
 * The port to a host and what we do with one: bootstrap, ownership, and Compose. Words are built by pure classes
 * ({@code DockerCommands}, {@code ComposeCommands}, {@code HostScripts}) and run through a {@code HostConnection};
 * nothing here knows how the connection is made.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.host;
