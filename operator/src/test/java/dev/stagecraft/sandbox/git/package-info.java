/**
 * A real Git server on loopback, for tests: the machine's own git behind the JDK's HTTP server.
 * Rule: needs git with http-backend, as Debian's package has it, and says so where there is none.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.git;
