/**
 * The {@code stagecraft} command: its tree of commands and how a run of it ends. The commands are in the packages below, one a
 * group, and do not import each other.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli;
