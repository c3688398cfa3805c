package dev.stagecraft.sandbox.controlplane;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The control plane of the test tree: etcd, API server and controllers in one process. */
record GoPlane(Child process, Path kubeconfig) implements RunningPlane {

    private static final Duration READY_TIMEOUT = Duration.ofMinutes(3);

    /** Starts it in a directory; a second start there has the same data, certificates and port. */
    static GoPlane start(Path binary, Path directory) {
        var command = List.of(binary.toString(), "--dir", directory.toString(), "--with-parent");
        var process = Child.start(command, directory.resolve("control-plane.log"));
        try {
            process.firstLine(READY_TIMEOUT);
            return new GoPlane(process, directory.resolve("kubeconfig"));
        } catch (ControlPlaneException e) {
            process.kill();
            throw e;
        }
    }

    @Override
    public boolean hasControllers() {
        return true;
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void kill() {
        process.kill();
    }
}
