package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.host.ContainerCommands;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.LogRange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What was printed so far, of all hosts in the order of time. */
final class PrintedLogs implements AutoCloseable {
    private final Reach reach;
    private final LogRange range;
    private final Console console;
    private final LogPrinter printer;
    private final List<Wires> wires = new ArrayList<>();
    private boolean complete = true;

    PrintedLogs(Reach reach, LogRange range, Console console) {
        this.reach = reach;
        this.range = range;
        this.console = console;
        this.printer = new LogPrinter(
                console, reach.hosts().stream().map(HostAddress::host).toList());
    }

    /** Writes it. A host that is away is told of, and the others are read. */
    int print() {
        var sources = open();
        sources.forEach(source -> printer.widen(source.name().length()));
        var queue =
                new PriorityQueue<Waiting>(Comparator.comparing(Waiting::time).thenComparingInt(Waiting::order));
        for (int i = 0; i < sources.size(); i++) {
            enqueue(queue, sources.get(i), i);
        }
        while (!queue.isEmpty() && !printer.closed()) {
            var next = queue.remove();
            printer.print(next.source().name(), next.line().text());
            next.source().take();
            enqueue(queue, next.source(), next.order());
        }
        if (!printer.closed()) {
            sources.forEach(this::finish);
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }

    private record Waiting(LogSource source, LogLine line, int order) {
        String time() {
            return line.time();
        }
    }

    private static void enqueue(PriorityQueue<Waiting> queue, LogSource source, int order) {
        source.peek().ifPresent(line -> queue.add(new Waiting(source, line, order)));
    }

    private List<LogSource> open() {
        var answers = Together.each(reach.hosts(), this::sources);
        if (answers.size() == 1 && answers.getFirst() instanceof Together.Answer.Missing<List<LogSource>>(var why)) {
            throw why;
        }
        var found = new ArrayList<LogSource>();
        for (var answer : answers) {
            var sources = answer.orTold(console);
            complete = complete && sources.isPresent();
            sources.ifPresent(found::addAll);
        }
        if (found.isEmpty() && complete) {
            throw CommandFailure.of("There is no container of "
                    + reach.service().name() + " on "
                    + String.join(
                            ", ", reach.hosts().stream().map(HostAddress::host).toList())
                    + "; stagecraft status shows what runs.");
        }
        return found;
    }

    private List<LogSource> sources(HostAddress host) {
        var wire = Wires.connect(reach.connector(), host);
        synchronized (wires) {
            wires.add(wire);
        }
        var containers = reach.serving(wire.first());
        return containers.stream()
                .map(container -> {
                    var program = wire.start(ContainerCommands.logs(container.id(), range));
                    closeInput(program.input());
                    return new LogSource(Reach.source(host, container, containers), host, container, program);
                })
                .toList();
    }

    private static void closeInput(OutputStream input) {
        try {
            input.close();
        } catch (IOException gone) {
            // What is read of it tells.
        }
    }

    private void finish(LogSource source) {
        try {
            source.finish();
            source.passedOver().ifPresent(this::incomplete);
        } catch (CommandFailure | HostException why) {
            incomplete(String.valueOf(why.getMessage()));
        }
    }

    private void incomplete(String why) {
        console.warn(why);
        complete = false;
    }

    @Override
    public void close() {
        wires.forEach(Wires::close);
    }
}
