/**
 * The SPI of migration engines and the plain values that pass through it.
 * Rule: an engine is asked for a plan before it applies anything, planning only reads, and what an engine says in an
 * exception or a note holds neither a secret nor a value from the database.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.migration;
