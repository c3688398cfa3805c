package dev.stagecraft.sandbox.controlplane;

import java.nio.file.Path;

/** A control plane that answers. It ends with the JVM that started it, however that JVM ends. */
interface RunningPlane {

    /** A kubeconfig of the administrator. */
    Path kubeconfig();

    /** Whether owner references, namespaces and jobs are acted on. */
    boolean hasControllers();

    /** Ends it in an orderly way. */
    void stop();

    /** Ends it at once, as a crash would. */
    void kill();
}
