package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the lines of many logs, each whole and behind the name of where it comes from. Safe for many threads. */
final class LogPrinter {
    private static final List<Style> COLOURS =
            List.of(Style.CYAN, Style.GREEN, Style.YELLOW, Style.BLUE, Style.MAGENTA);

    private final Console console;
    private final Map<String, Style> colours;
    private final Map<String, String> prefixes = new ConcurrentHashMap<>();
    private volatile int width;

    /** @param hosts in the order in which they are given colours */
    LogPrinter(Console console, List<String> hosts) {
        this.console = console;
        this.colours = IntStream.range(0, hosts.size())
                .boxed()
                .collect(Collectors.toMap(hosts::get, i -> COLOURS.get(i % COLOURS.size())));
        this.width = hosts.stream().mapToInt(String::length).max().orElse(0);
    }

    /** Names that are as long will be written. */
    synchronized void widen(int longest) {
        if (longest > width) {
            width = longest;
            prefixes.clear();
        }
    }

    /**
     * Writes a line.
     *
     * @param source the host, or the host, a slash and the replica
     */
    void print(String source, byte[] text) {
        var line = new ByteArrayOutputStream(text.length + 32);
        line.writeBytes(prefixes.computeIfAbsent(source, this::prefix).getBytes(UTF_8));
        line.writeBytes(text);
        line.write('\n');
        synchronized (this) {
            console.out().writeBytes(line.toByteArray());
        }
    }

    /** Something about a host, between its lines. */
    synchronized void note(String sentence) {
        console.note(sentence);
    }

    /** Whether nobody reads any more what is written. */
    boolean closed() {
        return console.out().checkError();
    }

    private String prefix(String source) {
        var colour = colours.getOrDefault(source.split("/", 2)[0], Style.DIM);
        return console.styled(colour, source + " ".repeat(Math.max(0, width - source.length())) + " |") + " ";
    }
}
