/**
 * The extension points for what an application is made of: backends and frontends. A provider says how the services it claims are
 * built from the source, and what else it knows of them; it builds nothing itself.
 * Rule: pure answers from configuration and files; whoever builds is behind {@code dev.stagecraft.build}.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.app;
