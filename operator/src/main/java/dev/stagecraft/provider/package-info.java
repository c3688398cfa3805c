/**
 * What every kind of provider shares: its id, the registry, and how it answers for a configuration.
 * Rule: a provider's configuration is opaque JSON to the core; the provider checks it and names each fault by path.
 * Adapters live in {@code provider.<kind>.<id>} and never import each other.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider;
