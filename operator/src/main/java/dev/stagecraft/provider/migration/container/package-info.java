/**
 * The migration engine that runs a tool of the application's own in a container of the new image. Rule: of one release's inputs
 * it begins one run, ever, and it never ends one.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.migration.container;
