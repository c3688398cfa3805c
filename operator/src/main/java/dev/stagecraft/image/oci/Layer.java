package dev.stagecraft.image.oci;

/**
 * A layer as its manifest describes it.
 *
 * @param size in bytes, as transferred
 * @param gzip otherwise it is a plain tar archive
 */
record Layer(String digest, long size, boolean gzip) {}
