/**
 * A host inside the JVM: a real SSH server in front of a host that is only remembered. It understands exactly the commands
 * that the operator sends; any other ends with 127 and is marked in the journal. {@code HostContract} runs against it and
 * against real hosts, so that it cannot drift.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.host;
