/** What the build holds the shipped code to: which package may import what, how files are named, how long they are. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.architecture;
