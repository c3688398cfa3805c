/**
 * The shell around the pure core: gather, decide, run, fold, patch. Nothing here blocks or waits on the reconcile thread;
 * work that takes time runs as a step on a virtual thread, and its end is an event.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile;
