package dev.stagecraft.cli.host;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.RunningProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * As many connections to one host as the programs on it need: sshd lets a connection have ten at once unless told otherwise. Safe for
 * many threads.
 */
final class Wires implements AutoCloseable {
    private static final int PROGRAMS = 8;

    private final HostConnector connector;
    private final HostAddress address;
    private final List<Wire> wires = new ArrayList<>();

    private record Wire(HostConnection connection, List<RunningProgram> programs) {}

    private Wires(HostConnector connector, HostAddress address) {
        this.connector = connector;
        this.address = address;
        connect();
    }

    /** @throws dev.stagecraft.host.HostException when there is no way to the host */
    static Wires connect(HostConnector connector, HostAddress address) {
        return new Wires(connector, address);
    }

    private Wire connect() {
        var wire = new Wire(connector.connect(address), new ArrayList<>());
        wires.add(wire);
        return wire;
    }

    /** For commands that end soon. */
    synchronized HostConnection first() {
        return wires.getFirst().connection();
    }

    /** Starts a program without a terminal; it counts until {@link #end}. */
    synchronized RunningProgram start(List<String> argv) {
        var wire = wires.stream()
                .filter(candidate -> candidate.programs().size() < PROGRAMS)
                .findFirst()
                .orElseGet(this::connect);
        var program = wire.connection().start(argv, Optional.empty());
        wire.programs().add(program);
        return program;
    }

    /** Closes a program. */
    void end(RunningProgram program) {
        program.close();
        synchronized (this) {
            wires.forEach(wire -> wire.programs().remove(program));
        }
    }

    @Override
    public synchronized void close() {
        wires.forEach(wire -> wire.connection().close());
    }
}
