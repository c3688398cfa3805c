package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a piece of the sandbox belongs to. Its mark is written on everything that could outlive it; the start
 * time tells it from a later process with the same number.
 */
record Owner(long pid, long startedAt) {

    private static final Pattern MARK = Pattern.compile("stagecraft-e2e-(\\d+)-(\\d+)(?:-.*)?");

    static Owner current() {
        long pid = ProcessHandle.current().pid();
        return new Owner(pid, startOf(pid).orElseThrow());
    }

    static Optional<Owner> ofMark(String mark) {
        Matcher matcher = MARK.matcher(mark);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(new Owner(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }

    String mark() {
        return "stagecraft-e2e-%d-%d".formatted(pid, startedAt);
    }

    boolean gone() {
        return startOf(pid).filter(start -> start == startedAt).isEmpty();
    }

    /** Field 22 of /proc/PID/stat, counted behind the name, which may hold spaces and brackets. */
    private static Optional<Long> startOf(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat);
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return Optional.of(Long.parseLong(fields[19]));
        } catch (IOException e) {
            if (!Files.exists(stat)) return Optional.empty();
            throw new UncheckedIOException("%s cannot be read.".formatted(stat), e);
        }
    }
}
