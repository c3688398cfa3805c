package dev.stagecraft.sandbox.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What containers have printed, with the times that the engine notes. Safe for use by many threads. */
public final class SimulatedLogs {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX");

    private final InstantSource clock;
    private final Map<String, List<Line>> said = new HashMap<>();
    private ZoneOffset zone = ZoneOffset.UTC;

    SimulatedLogs(InstantSource clock) {
        this.clock = clock;
    }

    /** A line behind its time. */
    record Line(Instant at, String text, ZoneOffset zone) {
        String stamped() {
            return STAMP.format(at.atOffset(zone)) + " " + text + "\n";
        }
    }

    /** Times are told in that zone from now on, as older engines do with their "local" log driver. */
    public synchronized void zone(ZoneOffset other) {
        zone = other;
    }

    /**
     * What {@code docker logs --timestamps} was asked for.
     *
     * @param tail -1 for all
     */
    record Query(boolean follow, int tail, Optional<Instant> since, String container) {
        /** Empty when the words are none that the command line sends. */
        static Optional<Query> parse(List<String> words, Instant now) {
            if (!words.getFirst().equals("--timestamps")) {
                return Optional.empty();
            }
            boolean follow = words.contains("--follow");
            return Optional.of(new Query(
                    follow,
                    value(words, "--tail").map(Integer::parseInt).orElse(-1),
                    value(words, "--since").map(text -> time(text, now)),
                    words.getLast()));
        }

        private static Optional<String> value(List<String> words, String option) {
            int at = words.indexOf(option);
            return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
        }

        private static Instant time(String text, Instant now) {
            return text.endsWith("Z") ? Instant.parse(text) : now.minus(Duration.parse("PT" + text));
        }
    }

    /** The container prints a line now. */
    public synchronized void say(SimulatedContainer container, String text) {
        var lines = of(container);
        var last = lines.getLast().at();
        var now = clock.instant();
        lines.add(new Line(now.isAfter(last) ? now : last.plusNanos(1), text, zone));
    }

    private List<Line> of(SimulatedContainer container) {
        return said.computeIfAbsent(container.id(), id -> {
            var begun = new ArrayList<Line>();
            begun.add(new Line(container.startedAt(), "started", zone));
            begun.add(new Line(container.startedAt().plusNanos(1), "listening", zone));
            return begun;
        });
    }

    /** What is there to be printed. */
    synchronized List<Line> lines(SimulatedContainer container, Query query) {
        var wanted = of(container).stream()
                .filter(line -> query.since().filter(line.at()::isBefore).isEmpty())
                .map(this::told)
                .toList();
        return query.tail() < 0 ? wanted : wanted.subList(Math.max(0, wanted.size() - query.tail()), wanted.size());
    }

    /**
     * What one who follows the log sees first.
     *
     * @param last of what was printed by then
     */
    record Begun(List<Line> lines, Instant last) {}

    synchronized Begun begin(SimulatedContainer container, Query query) {
        return new Begun(lines(container, query), of(container).getLast().at());
    }

    /** What was printed after that line. */
    synchronized List<Line> after(SimulatedContainer container, Instant last) {
        return of(container).stream()
                .filter(line -> line.at().isAfter(last))
                .map(this::told)
                .toList();
    }

    private Line told(Line line) {
        return new Line(line.at(), line.text(), zone);
    }

    static String text(List<Line> lines) {
        return lines.stream().map(Line::stamped).collect(Collectors.joining());
    }
}
