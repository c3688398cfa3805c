/**
 * The image port over the OCI distribution API.
 * Rule: imports the image port, the JDK and commons-compress; layers pass through memory, and nothing is ever written to a disk.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.image.oci;
