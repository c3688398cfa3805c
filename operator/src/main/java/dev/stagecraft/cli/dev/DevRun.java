package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run, from the first container to the last: brings everything up, waits until it is asked to stop or everything has ended, and
 * brings everything down, also when the bringing up failed half way.
 */
final class DevRun {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration HURRY = Duration.ofSeconds(8);

    private final Parts parts;
    private final Lines lines;
    private final StopRequest stop = new StopRequest();

    /**
     * What it consists of.
     *
     * @param infrastructure empty where no container is needed
     * @param containers services that run in containers, the proxy among them
     * @param healthy for how long they may take until they are
     */
    record Parts(
            Optional<Infrastructure> infrastructure,
            List<String> containers,
            Duration healthy,
            List<Child> processes,
            Optional<LocalNames> names,
            boolean restart) {}

    DevRun(Parts parts, Lines lines) {
        this.parts = parts;
        this.lines = lines;
    }

    /** Returns when nothing is left of it; the answer is the exit code. */
    int run() throws InterruptedException {
        var processes = supervisor(parts.restart());
        var logs = supervisor(true);
        var hook = new Thread(() -> hurry(processes, logs));
        Runtime.getRuntime().addShutdownHook(hook);
        try (var _ = new Interrupts(stop, lines::say)) {
            boolean interrupted;
            int failures;
            try {
                up(processes, logs);
                failures = processes.await();
                if (parts.processes().isEmpty()) {
                    stop.whenAsked().join();
                }
            } finally {
                interrupted = stop.asked();
                if (!interrupted) {
                    stop.request();
                }
                processes.await();
                logs.await();
                down();
            }
            return interrupted ? ExitCode.INTERRUPTED : failures > 0 ? ExitCode.FAILED : ExitCode.OK;
        } finally {
            unhook(hook);
        }
    }

    private Supervisor supervisor(boolean restart) {
        return new Supervisor(lines, stop, new Supervisor.Settings(restart, Backoff.DEFAULT, GRACE));
    }

    private void up(Supervisor processes, Supervisor logs) throws InterruptedException {
        parts.names().ifPresent(names -> names.add(lines));
        if (parts.infrastructure().isPresent()) {
            Infrastructure infrastructure = parts.infrastructure().get();
            infrastructure.up(parts.containers(), parts.healthy(), stop);
            parts.containers()
                    .forEach(service ->
                            logs.start(infrastructure.log(service), () -> infrastructure.logAgain(service, stop)));
        }
        parts.names().ifPresent(names -> names.addresses().forEach(lines::say));
        parts.processes().forEach(processes::start);
    }

    private void down() throws InterruptedException {
        try {
            if (parts.infrastructure().isPresent()) {
                parts.infrastructure().get().down(stop.forStopping());
            }
        } finally {
            parts.names().ifPresent(names -> names.remove(lines));
        }
    }

    /** For a JVM that ends in another way: at least no process is left. */
    private void hurry(Supervisor processes, Supervisor logs) {
        stop.request();
        stop.request();
        var limit = Patience.of(HURRY);
        try {
            Thread ending = Thread.startVirtualThread(() -> await(processes, logs));
            while (ending.isAlive() && !limit.over()) {
                limit.await(Duration.ofMillis(50));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(Supervisor processes, Supervisor logs) {
        try {
            processes.await();
            logs.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It is under way already.
        }
    }
}
