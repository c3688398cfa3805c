package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The control plane of the test tree as an executable file. The script {@code control-plane}, which {@code make} calls
 * too, builds it once into the user's cache, one build at a time however many JVMs ask.
 */
final class ControlPlaneBinary {

    private static final String SCRIPT = "operator/src/test/sh/control-plane";
    private static final long BUILD_MINUTES = 60;

    private ControlPlaneBinary() {}

    /** The binary, built first where that has not happened yet; progress goes to standard error. */
    static Path get() {
        return get(System.getenv());
    }

    static Path get(Map<String, String> environment) {
        var script = Checkout.root().resolve(SCRIPT);
        var command = new ProcessBuilder("/bin/sh", script.toString());
        command.environment().clear();
        command.environment().putAll(environment);
        try {
            return pathFrom(command.start());
        } catch (IOException | ExecutionException e) {
            throw new ControlPlaneException(script + " cannot be run: it needs a POSIX shell at /bin/sh.", e);
        } catch (TimeoutException e) {
            throw new ControlPlaneException(
                    "The control plane is not built after " + BUILD_MINUTES + " minutes: run " + script
                            + " by hand and see where it stops.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneException("The build of the control plane was interrupted: run it again.", e);
        }
    }

    private static Path pathFrom(Process build) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            var said = inBackground(build.errorReader().lines().peek(System.err::println));
            var path = inBackground(build.inputReader().lines());
            var lines = path.get(BUILD_MINUTES, TimeUnit.MINUTES);
            if (build.waitFor() != 0 || lines.isEmpty()) {
                throw new ControlPlaneException(String.join("\n", said.get(BUILD_MINUTES, TimeUnit.MINUTES)));
            }
            return Path.of(lines.getLast());
        } finally {
            build.destroy();
        }
    }

    private static FutureTask<List<String>> inBackground(Stream<String> lines) {
        var task = new FutureTask<>(lines::toList);
        Thread.startVirtualThread(task);
        return task;
    }
}
