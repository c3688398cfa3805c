/** Reads a resource and everything it refers to, and checks it: what comes out can be planned with, or says why not. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile.gather;
