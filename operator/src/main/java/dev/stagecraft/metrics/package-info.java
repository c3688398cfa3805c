/**
 * The operator's meters. Rule: plain calls in, Prometheus text out; every meter is listed in one catalogue with its help
 * text and its labels, and no label takes a value that grows with time or comes from a tenant's free text, except the one
 * info series of a resource, which goes when the resource goes.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.metrics;
