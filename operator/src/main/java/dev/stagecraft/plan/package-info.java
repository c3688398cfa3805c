/**
 * Desired and observed state in, a {@link dev.stagecraft.plan.Plan} out. Pure and deterministic: no clock, no I/O, no
 * logger, no Kubernetes client; the same inputs give the same bytes.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.plan;
