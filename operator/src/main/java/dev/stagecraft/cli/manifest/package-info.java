/** Manifests that people keep in files: read with their lines, checked against the schema, and put in the place of a cluster. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.manifest;
