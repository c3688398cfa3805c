/**
 * The operator's settings: read once at start from the environment and an optional file, then handed on as records.
 * Rule: imports nothing of ours; every violation is reported at once, and no value is read anywhere else.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.config;
