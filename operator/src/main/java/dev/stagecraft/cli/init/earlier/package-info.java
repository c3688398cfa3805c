/**
 * Converts the configuration of the earlier command-line Stagecraft, {@code stagecraft.yml}, into a draft.
 * Rule: pure, and tolerant: what is not understood or has no counterpart is told with its path and line, and never stops the rest.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.init.earlier;
