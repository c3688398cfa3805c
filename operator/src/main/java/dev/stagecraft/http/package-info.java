/**
 * The operator's own endpoints: liveness, readiness, metrics.
 * Rule: imports nothing of ours; what is served arrives as suppliers, and nothing that changes state is served.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.http;
