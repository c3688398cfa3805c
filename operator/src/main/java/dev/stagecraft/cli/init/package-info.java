/**
 * The command {@code init}: it looks at a directory, asks what it cannot know, and writes a resource with an overlay for each
 * environment. Rule: what is decided is pure and lies below; only this package reads and writes files.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.init;
