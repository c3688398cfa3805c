/**
 * The extension point for CI systems that build images: a configuration, a workflow file for the repository, and an executor that starts
 * builds there and follows them.
 * Rule: what a build takes and how it ends is of {@code dev.stagecraft.build}; no CI system is known here.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.ci;
