/** Makes the plan for what is wanted, whether the operator then runs it or somebody only wants to see it. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile.preview;
