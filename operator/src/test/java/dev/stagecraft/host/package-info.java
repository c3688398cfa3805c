/** Tests of what we do with a host: exact words, how failures are read, identity, and bootstrap on simulated hosts. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.host;
