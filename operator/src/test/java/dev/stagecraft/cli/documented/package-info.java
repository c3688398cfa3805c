/** Holds the commands that pages show against what they print. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.documented;
