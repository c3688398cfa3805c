/** Holds the install manifests against the operator that they install. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.deploy;
