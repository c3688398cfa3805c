package dev.stagecraft.reconcile;

import dev.stagecraft.cluster.ResourceRef;

/** Asks for a resource to be looked at again soon. Thread-safe; asking twice is asking once. */
@FunctionalInterface
public interface Wakeup {
    /** Returns at once; the look follows on another thread. */
    void wake(ResourceRef resource);
}
