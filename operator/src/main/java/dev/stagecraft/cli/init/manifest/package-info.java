/**
 * What init writes: a draft of a project, and its files as YAML with comments that a person reads and edits.
 * Rule: pure; the same draft gives the same bytes, and every value is quoted so that it is read back as it was.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.init.manifest;
