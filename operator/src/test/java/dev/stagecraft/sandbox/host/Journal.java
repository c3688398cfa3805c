package dev.stagecraft.sandbox.host;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every command that reached a host, in order of arrival. What travelled on standard input is not kept. */
public final class Journal {

    private static final Set<String> LOOKING = Set.of(
            "id",
            "cat",
            "date",
            "curl",
            "cloud-init",
            "apt-cache",
            "docker ps",
            "docker inspect",
            "docker logs",
            "docker wait",
            "docker version",
            "docker network ls",
            "docker volume ls");

    private static final Set<String> LOOKING_COMPOSE = Set.of("version", "config");

    private static final int COMPOSE_OPTIONS = 8;

    /**
     * One command.
     *
     * @param argv the program and its words, without lock, limit and sourced file
     * @param known whether the host understood it
     */
    public record Entry(List<String> argv, boolean known) {

        /** Whether it could have changed something on the host. */
        public boolean mutating() {
            var line = String.join(" ", argv) + " ";
            return !SimulatedShell.isReadScript(argv)
                    && LOOKING.stream().noneMatch(words -> line.startsWith(words + " "))
                    && !looksByCompose();
        }

        private boolean looksByCompose() {
            var start = argv.getFirst().equals("docker-compose") ? 1 : 2;
            var compose = start == 1 || (argv.size() > 1 && argv.get(1).equals("compose"));
            return compose && (looksAt(start) || looksAt(start + COMPOSE_OPTIONS));
        }

        private boolean looksAt(int verb) {
            return argv.stream().skip(verb).limit(1).anyMatch(LOOKING_COMPOSE::contains);
        }
    }

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void heard(String line) {
        lines.add(line);
    }

    /** Every command line as it arrived, with lock, limit and all. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

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
