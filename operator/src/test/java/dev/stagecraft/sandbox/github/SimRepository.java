package dev.stagecraft.sandbox.github;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A repository with Actions. Safe for any thread. */
public final class SimRepository {
    private final String name;
    private final Clock clock;
    private final AtomicLong ids;
    private final Map<String, SimWorkflow> workflows = new ConcurrentHashMap<>();
    private final List<SimRun> runs = new CopyOnWriteArrayList<>();
    private final Set<String> refs = new HashSet<>(Set.of("main"));

    SimRepository(String name, Clock clock, AtomicLong ids) {
        this.name = name;
        this.clock = clock;
        this.ids = ids;
    }

    public String name() {
        return name;
    }

    /** Puts a file into {@code .github/workflows} of all branches. */
    public SimWorkflow workflow(String file, String text) {
        var workflow = new SimWorkflow(name, file, text);
        workflows.put(file, workflow);
        return workflow;
    }

    public synchronized void branch(String ref) {
        refs.add(ref);
    }

    synchronized boolean hasRef(String ref) {
        return refs.contains(ref);
    }

    String defaultBranch() {
        return "main";
    }

    Optional<SimWorkflow> find(String file) {
        return Optional.ofNullable(workflows.get(file));
    }

    /** In the order in which they were asked for. */
    public List<SimRun> runs() {
        return List.copyOf(runs);
    }

    public SimRun run() {
        if (runs.size() != 1) {
            throw new AssertionError(
                    "there is not one run: " + runs.stream().map(SimRun::title).toList());
        }
        return runs.getFirst();
    }

    /** Somebody deletes a run. */
    public void delete(SimRun run) {
        runs.remove(run);
    }

    /** What is needed of a run that somebody else had started. */
    public SimRun start(SimWorkflow workflow, Map<String, String> inputs) {
        return add(workflow, "main", inputs);
    }

    SimRun add(SimWorkflow workflow, String ref, Map<String, String> inputs) {
        var run = new SimRun(ids.incrementAndGet(), workflow, ref, inputs, clock);
        runs.add(run);
        return run;
    }

    /** Those that are shown by now, newest first. */
    List<SimRun> listed(Duration lag) {
        return runs.reversed().stream()
                .filter(run -> !run.createdAt().plus(lag).isAfter(clock.instant()))
                .toList();
    }
}
