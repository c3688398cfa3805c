package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;

/** Shows how it goes on. */
interface Display extends AutoCloseable {
    /** The resource is this now. */
    void show(Stagecraft now);

    /** A second went by. */
    void tick();

    /** Nothing more is shown; what stands there stays. Safe to be called from another thread, and again. */
    @Override
    void close();
}
