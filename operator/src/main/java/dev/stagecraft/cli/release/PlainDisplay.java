package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Progress for pipes and files: lines with the seconds since it was asked for, on standard error. */
final class PlainDisplay implements Display {
    private static final double MILLIS = 1000.0;

    private final Console console;
    private final Clock clock;
    private final Instant began;
    private final PlainLines lines;

    PlainDisplay(Ask ask, Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
        began = clock.instant();
        lines = new PlainLines(ask);
    }

    @Override
    public void show(Stagecraft now) {
        double seconds = Duration.between(began, clock.instant()).toMillis() / MILLIS;
        lines.of(now).forEach(line -> console.note(String.format(Locale.ROOT, "%7.1fs  %s", seconds, line)));
    }

    @Override
    public void tick() {
        // A line is written when something happens.
    }

    @Override
    public void close() {
        // Every line stands already.
    }
}
