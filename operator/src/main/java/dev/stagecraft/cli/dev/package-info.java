/**
 * {@code stagecraft dev}: runs an application from a checkout as its resource describes it.
 * Rule: what runs is decided by {@link dev.stagecraft.cli.dev.DevPlan} alone, which asks the machine nothing; whatever was started is
 * stopped by whoever started it, also when the rest fails.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.dev;
