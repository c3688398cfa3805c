/** The feature catalogue: reads {@code spec/features.yaml}, holds it against the tree, writes the status page. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.catalogue;
