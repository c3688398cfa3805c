/** The port to Kubernetes beyond the resource itself: what it refers to, its releases, its identity, and Events. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cluster;
