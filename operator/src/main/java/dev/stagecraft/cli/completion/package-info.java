/**
 * Completion in shells and in kubectl: the commands and options from the model that help is written from, names from the cluster.
 * The scripts of the shells only hand the words over and show what comes back.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.completion;
