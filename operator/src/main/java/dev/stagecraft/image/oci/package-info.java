/**
 * The image port over the OCI distribution API.
 * Rule: imports the image port and the JDK; a manifest's bytes are read only to hash them, never to pull layers.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.image.oci;
