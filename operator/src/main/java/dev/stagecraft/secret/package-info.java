/**
 * Values that must not be seen, and the text filter that keeps them in.
 * Rule: this package depends on nothing of ours; a {@code Secret} is revealed only at the place that uses it,
 * and every text that leaves the process passes through a {@code Sanitizer}.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.secret;
