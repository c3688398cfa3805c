package dev.stagecraft.cli.dev;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A process that was started here, with everything that came of it: its children, those that it left behind when it ended, and those
 * that took themselves out of its session. All of them are stopped together.
 */
final class ProcessTree {
    /** In the environment of everything that is started here, so that it is found again. */
    static final String MARKER = "STAGECRAFT_DEV_PROCESS";

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration KILLED = Duration.ofSeconds(5);

    private final Process process;
    private final String marker;
    private final Map<Long, ProcessHandle> seen = new ConcurrentHashMap<>();

    private ProcessTree(Process process, String marker) {
        this.process = process;
        this.marker = marker;
    }

    /**
     * Starts it without input, with both outputs in one, and where the machine can in a session of its own: the terminal's Ctrl-C
     * then reaches only us, who end it in order.
     *
     * @param mark unique among all that runs on this machine for this person
     * @param environment the whole of it
     * @throws IOException where there is no such program or directory
     */
    static ProcessTree start(String mark, Path directory, List<String> command, Map<String, String> environment)
            throws IOException {
        var words = new ArrayList<String>();
        if (Files.isExecutable(SETSID)) {
            words.add(SETSID.toString());
        }
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put(MARKER, mark);
        return new ProcessTree(builder.start(), MARKER + "=" + mark);
    }

    InputStream output() {
        return process.getInputStream();
    }

    /** How the process that was started ends; what it left behind may live on. */
    CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** All that live. */
    List<ProcessHandle> living() {
        Stream.concat(
                        Stream.concat(Stream.of(process.toHandle()), process.descendants()),
                        Machine.of(process.pid(), marker).stream())
                .forEach(handle -> seen.put(handle.pid(), handle));
        seen.values().stream()
                .filter(Machine::lives)
                .flatMap(ProcessHandle::descendants)
                .toList()
                .forEach(handle -> seen.put(handle.pid(), handle));
        seen.values().removeIf(handle -> !Machine.lives(handle));
        return List.copyOf(seen.values());
    }

    /**
     * Asks all of it to end, and kills what has not ended when {@code patience} is over. Returns when nothing is left.
     *
     * @return whether something had to be killed
     */
    boolean stop(Patience patience) throws InterruptedException {
        living().forEach(ProcessHandle::destroy);
        while (!living().isEmpty() && !patience.over()) {
            patience.await(LOOK);
        }
        return kill();
    }

    /** Kills all of it. */
    boolean kill() throws InterruptedException {
        boolean killed = false;
        var limit = Patience.of(KILLED);
        for (List<ProcessHandle> left = living(); !left.isEmpty() && !limit.over(); left = living()) {
            killed = true;
            left.forEach(ProcessHandle::destroyForcibly);
            limit.await(LOOK);
        }
        return killed;
    }
}
