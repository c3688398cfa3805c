@org.jspecify.annotations.NullMarked
package dev.stagecraft.reconcile.gather;
