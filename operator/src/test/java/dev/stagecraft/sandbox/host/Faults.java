package dev.stagecraft.sandbox.host;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** What goes wrong on a host. Standing faults last until they are lifted; planned ones strike once. */
public final class Faults {

    /** How a planned fault strikes. */
    public enum Strike {
        /** The command never answers and has no effect. */
        HANG,
        /** The connection breaks before the command has an effect. */
        DROP_BEFORE,
        /** The command has its effect, then the connection breaks. */
        DROP_AFTER,
        /** The command prints without end. */
        FLOOD
    }

    private record Planned(Predicate<List<String>> when, Strike strike) {}

    private final List<Planned> planned = new CopyOnWriteArrayList<>();
    private volatile boolean keysRefused;
    private volatile boolean forwardingRefused;
    private volatile boolean diskFull;
    private volatile boolean dockerDown;
    private volatile boolean registryDown;
    private volatile boolean logsWithheld;

    /** Strikes the next command whose words (lock, limit and sourced file left out) match. */
    public void next(Predicate<List<String>> when, Strike strike) {
        planned.add(new Planned(when, strike));
    }

    /** As {@link #next(Predicate, Strike)} for a command that has this word. */
    public void next(String word, Strike strike) {
        next(argv -> argv.contains(word), strike);
    }

    /** No client key is accepted any more. */
    public void refuseKeys(boolean refused) {
        keysRefused = refused;
    }

    /** No connection is let through to anywhere. */
    public void refuseForwarding(boolean refused) {
        forwardingRefused = refused;
    }

    /** Nothing can be written, pulled or created. */
    public void fillDisk(boolean full) {
        diskFull = full;
    }

    /** Containers keep their state, but nobody answers for them. */
    public void stopDocker(boolean stopped) {
        dockerDown = stopped;
    }

    /** Nothing can be pulled that is not there yet. */
    public void cutRegistry(boolean cut) {
        registryDown = cut;
    }

    /** The engine keeps what containers print where it cannot read it itself. */
    public void withholdLogs(boolean withheld) {
        logsWithheld = withheld;
    }

    boolean keysRefused() {
        return keysRefused;
    }

    boolean forwardingRefused() {
        return forwardingRefused;
    }

    boolean diskFull() {
        return diskFull;
    }

    boolean dockerDown() {
        return dockerDown;
    }

    boolean registryDown() {
        return registryDown;
    }

    boolean logsWithheld() {
        return logsWithheld;
    }

    Optional<Strike> take(List<String> argv) {
        var found = planned.stream().filter(fault -> fault.when().test(argv)).findFirst();
        return found.filter(planned::remove).map(Planned::strike);
    }
}
