/**
 * Compose files: parsed without losing what we do not understand, checked, cut per host role, rendered for a host. Pure: no
 * I/O, clock, logger or Kubernetes. What a user wrote wrong comes back as {@link dev.stagecraft.compose.ComposeProblem}s, never
 * as an exception; exceptions mean that our own caller broke a precondition.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.compose;
