/**
 * The backend provider {@code encore-ts}: applications written with Encore.ts, built by Encore's own command line.
 * Rule: sources are read as text and never run; what is not plainly a literal is refused with its line, not guessed.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.backend.encore;
