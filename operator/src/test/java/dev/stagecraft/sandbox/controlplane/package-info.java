/**
 * A real Kubernetes control plane for tests and for {@code make run}: a cluster that was asked for, binaries that are
 * at hand, or the Go module of the test tree. Rule: knows Kubernetes, and nothing of Stagecraft but where its CRDs lie.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.controlplane;
