package dev.stagecraft.cli.status;

import java.time.Instant;
import java.util.List;

/** The phases of a release in columns: name, word, how long, why. */
final class PhaseRows {
    private PhaseRows() {}

    static List<List<Cell>> of(List<Digest.Phase> phases, Instant now) {
        return phases.stream().map(phase -> row(phase, now)).toList();
    }

    private static List<Cell> row(Digest.Phase phase, Instant now) {
        return List.of(
                Cell.of(phase.name()),
                Cell.state(Words.phase(phase.state())),
                Cell.of(length(phase, now)),
                Cell.of(phase.message()));
    }

    private static String length(Digest.Phase phase, Instant now) {
        var started = StatusScreen.instant(phase.startedAt());
        var finished = StatusScreen.instant(phase.finishedAt());
        if (started == null || phase.state().equals("skipped")) {
            return "";
        }
        return Ages.between(started, finished == null ? now : finished);
    }
}
