/** Shows what the operator would do: {@code validate} and {@code plan}, from files or as a cluster has it. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.plan;
