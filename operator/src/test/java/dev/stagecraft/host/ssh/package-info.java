/** Tests of the SSH adapter against a real SSH server that misbehaves. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.host.ssh;
