/**
 * Builds of images: what is to be built as a value, the name that follows from it, and the port to whoever builds.
 * Rule: no executor is known here, and a name depends on nothing but what goes into the image.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.build;
