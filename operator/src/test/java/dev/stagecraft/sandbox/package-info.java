/** What stands for the world beyond the operator in tests and in {@code make run}: everything real that can be, the rest simulated. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox;
