package dev.stagecraft.sandbox.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;

/** A cluster that somebody else runs: it is used, and never stopped. */
record ExistingPlane(Path kubeconfig) implements RunningPlane {

    ExistingPlane {
        if (!Files.isReadable(kubeconfig)) {
            throw new ControlPlaneException("The kubeconfig " + kubeconfig + " cannot be read: point KUBECONFIG to one"
                    + " file that can, or unset " + ControlPlaneSource.USE_KUBECONFIG + ".");
        }
    }

    @Override
    public boolean hasControllers() {
        return true;
    }

    @Override
    public void stop() {}

    @Override
    public void kill() {
        throw new ControlPlaneException("The cluster of " + kubeconfig + " is not ours to kill: run tests of outages"
                + " without " + ControlPlaneSource.USE_KUBECONFIG + ".");
    }
}
