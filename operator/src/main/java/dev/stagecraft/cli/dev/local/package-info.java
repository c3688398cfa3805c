/**
 * Local names for what {@code stagecraft dev} runs: lines of the hosts file, certificates for them, and the proxy in front.
 * Rule: texts are made by pure functions; only {@code HostsFile} and {@code LocalAuthority} touch the machine.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.dev.local;
