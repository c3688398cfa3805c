/** Looks at the world beside the reconcile thread: machines in the cloud, images in registries, containers on hosts. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile.observe;
