/**
 * The port to Kubernetes over the fabric8 client. Rule: nothing outside the composition root names a class of this
 * package.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cluster.fabric8;
