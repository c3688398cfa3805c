/**
 * Real hosts for the end-to-end tests: namespaces of this machine, each with its own sshd and its own Docker Engine, on a
 * private bridge with a real registry. Needs root on Debian; everything that is started here ends with the JVM.
 */
@NullMarked
package dev.stagecraft.sandbox.net;

import org.jspecify.annotations.NullMarked;
