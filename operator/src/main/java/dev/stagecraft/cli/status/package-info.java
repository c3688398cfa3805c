/**
 * What is and what was: the state of resources on one screen, and their releases. Reads only. Digests are made from an object
 * alone, so that what a person sees can be tested without a cluster; {@link dev.stagecraft.cli.status.NextSteps} is the one
 * place that knows which command gets on.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.status;
