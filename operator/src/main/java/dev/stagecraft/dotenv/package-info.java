/**
 * Dotenv files: read, written, and the variables in them replaced.
 * Rule: pure, and no message or rendering holds a value: a file may come from a Secret.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.dotenv;
