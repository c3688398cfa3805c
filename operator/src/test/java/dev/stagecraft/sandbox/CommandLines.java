package dev.stagecraft.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps every command line that a look at all processes of this machine, hosts in namespaces included, finds from now on. */
public final class CommandLines implements AutoCloseable {
    private static final int MILLIS = 10;

    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor();

    public CommandLines() {
        var _ = looks.scheduleWithFixedDelay(this::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Those that were seen, each once. */
    public Set<String> seen() {
        return Set.copyOf(seen);
    }

    private void look() {
        ProcessHandle.allProcesses().map(process -> line(process.pid())).forEach(seen::add);
    }

    private static String line(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
