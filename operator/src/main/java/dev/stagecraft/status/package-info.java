/** Folds what is known of a resource into its status, and reads status back. Pure: time enters as an argument. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.status;
