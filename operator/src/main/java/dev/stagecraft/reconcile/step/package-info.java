/** What each kind of step does. Every step observes first, acts only on a difference, and can run again after any crash. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile.step;
