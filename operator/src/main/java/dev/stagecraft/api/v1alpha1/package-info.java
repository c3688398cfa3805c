/**
 * The resource types of {@code stagecraft.dev/v1alpha1}: data only, immutable, and more lenient than the schema in {@code
 * crds/}. Text that is absent is empty, lists and maps are never null, and vocabularies are text, so that an object stored
 * under another version of the schema can always be read.
 */
@NullMarked
package dev.stagecraft.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
