package dev.stagecraft.sandbox.host;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The programs of a simulated host, and the package manager that adds to them. Safe for use by many threads. */
public final class SimulatedPackages {

    /** A program that the operator needs. */
    public enum Program {
        ENGINE("docker.io"),
        COMPOSE_1("docker-compose"),
        COMPOSE_2("docker-compose-v2"),
        CURL("curl");

        private final String packageName;

        Program(String packageName) {
            this.packageName = packageName;
        }
    }

    private static final String COMPOSE_1_VERSION = "1.29.2";
    private static final String COMPOSE_2_VERSION = "2.37.1";

    private final SimulatedOs os;
    private final Set<Program> programs = EnumSet.noneOf(Program.class);

    SimulatedPackages(SimulatedOs os, Set<Program> installed) {
        this.os = os;
        programs.addAll(installed);
    }

    /** What is there now. */
    public synchronized Set<Program> installed() {
        return Set.copyOf(programs);
    }

    synchronized boolean has(Program program) {
        return programs.contains(program);
    }

    String engineVersion() {
        return os.engine();
    }

    String release() {
        return os.release();
    }

    /** The answer to {@code version --short}. */
    Reply composeVersion(Program program) {
        return Reply.ok((program == Program.COMPOSE_1 ? COMPOSE_1_VERSION : COMPOSE_2_VERSION) + "\n");
    }

    boolean sells(String packageName) {
        return switch (os) {
            case UBUNTU -> true;
            case DEBIAN -> !packageName.equals("docker-compose-v2");
            case ALPINE -> false;
        };
    }

    /** {@code apt-get} as the operator calls it, without its fixed options. */
    synchronized Optional<Reply> apt(List<String> words) {
        if (os == SimulatedOs.ALPINE) {
            return Optional.of(Reply.notFound("apt-get"));
        }
        if (words.equals(List.of("update"))) {
            return Optional.of(Reply.ok());
        }
        if (words.size() < 3 || !words.subList(0, 2).equals(List.of("install", "-y"))) {
            return Optional.empty();
        }
        var names = words.subList(2, words.size());
        var unknown = names.stream().filter(name -> !sells(name)).toList();
        if (!unknown.isEmpty()) {
            return Optional.of(Reply.failed(100, "E: Unable to locate package " + unknown.getFirst()));
        }
        for (var program : Program.values()) {
            if (names.contains(program.packageName)) {
                programs.add(program);
            }
        }
        return Optional.of(Reply.ok());
    }
}
