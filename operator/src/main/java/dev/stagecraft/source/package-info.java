/**
 * Where files that a release needs come from, other than the cluster: values for files, and the port to Git.
 * Rule: data and interfaces only; how a repository is reached is the adapter's matter.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.source;
