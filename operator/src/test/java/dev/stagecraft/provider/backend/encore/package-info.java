/** Facts about the package of the same name. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.backend.encore;
