package dev.stagecraft.sandbox.host;

import dev.stagecraft.host.BuildScripts;
import dev.stagecraft.sandbox.host.SimulatedPackages.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The builds of a simulated host: what the operator's scripts for them do. Safe for use by many threads. */
public final class SimulatedBuilds {
    private static final Reply DAEMON_DOWN = Reply.failed(
            1, "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?");

    private final SimulatedEngine engine;
    private final SimulatedFiles files;
    private final SimulatedPackages packages;
    private final Faults faults;
    private final Set<String> programs = ConcurrentHashMap.newKeySet();
    private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private volatile boolean withoutBuildKit;
    private volatile boolean loggedOut;

    SimulatedBuilds(SimulatedEngine engine, SimulatedFiles files, SimulatedPackages packages, Faults faults) {
        this.engine = engine;
        this.files = files;
        this.packages = packages;
        this.faults = faults;
    }

    /**
     * What a build was asked for.
     *
     * @param files what came before the context, by its name in the build's directory
     */
    public record Order(List<String> command, Map<String, String> files) {
        public Order {
            command = List.copyOf(command);
            files = Map.copyOf(files);
        }
    }

    /** Puts a program there that builds by the Dockerfile among its files, or by that of the context. */
    public void install(String program) {
        programs.add(program);
    }

    /** Whether programs are not logged in where they would take secrets; they are at first. */
    public void logOut(boolean out) {
        loggedOut = out;
    }

    boolean loggedOut() {
        return loggedOut;
    }

    void heard(Order order) {
        orders.add(order);
    }

    /** Docker has no buildx any more. */
    public void removeBuildKit() {
        withoutBuildKit = true;
    }

    /** How many builds were begun, those that were turned away as another one of the image ran not among them. */
    public int begun() {
        return begun.get();
    }

    /** What arrived whole, in the order in which it came. */
    public List<Order> orders() {
        return List.copyOf(orders);
    }

    /** Whether any image is being built now. */
    public boolean underWay() {
        return !running.isEmpty();
    }

    /** Empty when the words, which follow {@code sh}, are no script of a build. */
    Optional<Reply> run(List<String> words, byte[] stdin) {
        var rest = words.subList(3, words.size());
        return switch (words.get(1)) {
            case BuildScripts.PROBE -> Optional.of(probe(rest.getFirst()));
            case BuildScripts.BUILD -> Optional.of(build(rest, stdin));
            case BuildScripts.CANCEL -> Optional.of(cancel(rest.getFirst()));
            default -> Optional.empty();
        };
    }

    private Reply probe(String program) {
        if (!packages.has(Program.ENGINE)) {
            return new Reply(80, "", "");
        }
        if (!program.isEmpty() && !programs.contains(program)) {
            return new Reply(81, "", "");
        }
        if (faults.dockerDown()) {
            return DAEMON_DOWN;
        }
        return new Reply(program.isEmpty() && withoutBuildKit ? 82 : 0, "linux/amd64\n", "");
    }

    private Reply build(List<String> words, byte[] stdin) {
        var directory = words.getFirst();
        var ended = new CountDownLatch(1);
        if (running.putIfAbsent(directory, ended) != null) {
            return new Reply(75, "", "");
        }
        try {
            sweep(directory.substring(0, directory.lastIndexOf('/')));
            if (faults.diskFull()) {
                return Reply.failed(1, "mkdir: cannot create directory: No space left on device");
            }
            begun.incrementAndGet();
            return SimulatedBuild.run(words, stdin, engine, ended, this);
        } finally {
            files.remove(directory);
            running.remove(directory);
        }
    }

    private void sweep(String all) {
        files.names(all).stream()
                .map(name -> all + "/" + name)
                .filter(directory -> !running.containsKey(directory))
                .forEach(files::remove);
    }

    private Reply cancel(String directory) {
        Optional.ofNullable(running.get(directory)).ifPresent(CountDownLatch::countDown);
        return Reply.ok();
    }
}
