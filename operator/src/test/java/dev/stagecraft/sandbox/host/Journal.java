package dev.stagecraft.sandbox.host;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every command that reached a host, in order of arrival. What travelled on standard input is not kept. */
public final class Journal {

    private static final Set<String> LOOKING =
            Set.of("ps", "inspect", "logs", "version", "config", "ls", "id", "cat", "curl", "cloud-init", "apt-cache");

    /**
     * One command.
     *
     * @param argv the program and its words, without lock, limit and sourced file
     * @param known whether the host understood it
     */
    public record Entry(List<String> argv, boolean known) {

        /** Whether it could have changed something on the host. */
        public boolean mutating() {
            return !SimulatedShell.isReadScript(argv) && argv.stream().limit(12).noneMatch(LOOKING::contains);
        }
    }

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    void add(List<String> argv, boolean known) {
        entries.add(new Entry(argv, known));
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Commands that no real test host was asked about: a test that sees one should fail. */
    public List<List<String>> unknown() {
        return entries.stream().filter(entry -> !entry.known()).map(Entry::argv).toList();
    }

    /** Commands that could have changed something. */
    public List<List<String>> mutations() {
        return entries.stream().filter(Entry::mutating).map(Entry::argv).toList();
    }
}
