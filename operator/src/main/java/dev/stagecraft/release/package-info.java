/**
 * Releases: their phases, outcomes and history, which one is to be served, and how a plan's steps go from pending to an end.
 * Pure: time and ids enter as arguments.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.release;
