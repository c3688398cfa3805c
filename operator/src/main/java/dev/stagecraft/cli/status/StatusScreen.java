package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A digest as people read it. On a terminal it is kept to {@value #HEIGHT} lines by folding what says least: first the phases of
 * a release that went well, then the hosts that are as they should be, then long messages. In a pipe nothing is folded.
 */
final class StatusScreen {
    private static final int HEIGHT = 24;
    private static final int MESSAGE_LINES = 4;

    private final Digest digest;
    private final Console console;
    private final Instant now;

    /** How much is folded. */
    private enum Fold {
        NOTHING,
        PHASES,
        HOSTS,
        MESSAGES
    }

    StatusScreen(Digest digest, Console console, Instant now) {
        this.digest = digest;
        this.console = console;
        this.now = now;
    }

    List<String> lines() {
        var lines = lines(Fold.NOTHING);
        for (var fold : Fold.values()) {
            if (!console.screen().terminal() || lines.size() <= HEIGHT) {
                return lines;
            }
            lines = lines(fold);
        }
        return lines;
    }

    private List<String> lines(Fold fold) {
        var sheet = new Sheet(console);
        sheet.entry("Name", Cell.of(digest.name() + " in namespace " + digest.namespace()));
        sheet.entry(
                "Spec",
                Cell.of("project " + digest.project() + ", environment " + digest.environment() + ", version "
                        + digest.version()));
        state(sheet);
        serving(sheet);
        release(sheet, fold.compareTo(Fold.PHASES) >= 0);
        plan(sheet);
        new HostLines(digest.hosts(), servingId()).write(sheet, fold.compareTo(Fold.HOSTS) >= 0);
        databases(sheet);
        hold(sheet);
        digest.drift().stream()
                .limit(fold == Fold.MESSAGES ? 1 : Integer.MAX_VALUE)
                .forEach(item -> sheet.entry("Drift", Cell.of(item.target() + ": " + item.message(), Style.YELLOW)));
        new TroubleLines(digest)
                .write(sheet, fold == Fold.MESSAGES, console.screen().terminal());
        next(sheet);
        return sheet.lines();
    }

    private void state(Sheet sheet) {
        var also = Optional.ofNullable(digest.deletingSince())
                .map(since -> ", asked for " + age(since) + " ago")
                .orElse("");
        var suspended = digest.suspended() && !digest.state().equals("Suspended") ? ", suspended" : "";
        var unseen = digest.observed() ? "" : ", and the operator has not seen the latest change yet";
        sheet.entry("State", new Cell(digest.state() + also + suspended + unseen, Words.style(digest.state())));
        if (!digest.waitingFor().isEmpty()) {
            sheet.entry("Waits for", Cell.of(digest.waitingFor()));
        }
    }

    private void serving(Sheet sheet) {
        var serving = digest.serving();
        if (serving == null) {
            sheet.entry("Serving", Cell.of("nothing yet"));
        } else {
            var since = Optional.ofNullable(serving.since())
                    .map(time -> " for " + age(time))
                    .orElse("");
            sheet.entry(
                    "Serving",
                    Cell.of(serving.version() + since
                            + (serving.revision() == 0 ? "" : ", revision " + serving.revision()) + ", "
                            + serving.release()));
        }
    }

    private String servingId() {
        var serving = digest.serving();
        return serving == null ? "" : serving.release();
    }

    private void release(Sheet sheet, boolean folded) {
        var release = digest.release();
        if (release == null) {
            return;
        }
        sheet.entry(
                "Release",
                new Cell(
                        "revision " + release.revision() + ", " + release.type().toLowerCase(java.util.Locale.ROOT)
                                + " of " + release.version() + ": " + release.state() + times(release),
                        Words.style(release.state())));
        if (folded) {
            sheet.text(
                    Cell.of(release.phases().stream()
                            .map(phase -> phase.name() + " " + Words.phase(phase.state()))
                            .collect(Collectors.joining(", "))),
                    MESSAGE_LINES);
        } else {
            sheet.rows(PhaseRows.of(release.phases(), now));
        }
        sheet.rows(HookRows.of("hook ", HookRows.failed(release.hooks())));
        var before = digest.failedBefore();
        if (before != null) {
            sheet.entry(
                    "After",
                    Cell.of(
                            "revision " + before.revision() + " of " + before.version() + " failed: "
                                    + before.message(),
                            Style.RED));
        }
    }

    private String times(Digest.Release release) {
        var started = instant(release.startedAt());
        var finished = instant(release.finishedAt());
        if (started == null) {
            return "";
        }
        return finished == null
                ? ", for " + Ages.since(started, now)
                : " " + Ages.since(finished, now) + " ago, after " + Ages.between(started, finished);
    }

    private void plan(Sheet sheet) {
        var plan = digest.plan();
        if (plan == null || plan.state().equals("Failed")) {
            return; // how it failed is said of the release, and among the conditions
        }
        sheet.entry(
                "Plan",
                new Cell(
                        Words.shortened(plan.id()) + " " + plan.state() + ": " + plan.create() + " to create, "
                                + plan.change() + " to change, " + plan.destroy() + " to destroy; " + plan.risk(),
                        Words.style(plan.state())));
        sheet.rows(digest.steps().stream()
                .limit(console.screen().terminal() ? 3 : Integer.MAX_VALUE)
                .map(step -> List.of(Cell.state(step.state()), Cell.of(step.description()), Cell.of(step.message())))
                .toList());
    }

    private void databases(Sheet sheet) {
        for (var database : digest.databases()) {
            var last = database.last().isEmpty() ? "" : ", last " + database.last();
            var note = database.note().isEmpty() ? "" : "; " + database.note();
            sheet.entry(
                    "Database",
                    new Cell(
                            database.name() + ": " + database.applied() + " applied, " + database.pending() + " pending"
                                    + last + note,
                            database.pending() == 0 ? Optional.empty() : Optional.of(Style.YELLOW)));
        }
    }

    private void hold(Sheet sheet) {
        var hold = digest.hold();
        if (hold != null) {
            var since = Optional.ofNullable(hold.since())
                    .map(time -> " for " + age(time))
                    .orElse("");
            sheet.entry(
                    "Hold",
                    Cell.of(hold.release() + " holds against the spec" + since + ": " + hold.reason(), Style.YELLOW));
        }
    }

    private void next(Sheet sheet) {
        for (var next : digest.next()) {
            var section = next.runbook().isEmpty() ? "" : " (see " + next.runbook() + ")";
            sheet.entry("Next", Cell.of(next.advice() + section + ":"));
            sheet.verbatim(next.command());
        }
    }

    private String age(String time) {
        var then = instant(time);
        return then == null ? time : Ages.since(then, now);
    }

    static @Nullable Instant instant(@Nullable String time) {
        return time == null ? null : Instant.parse(time);
    }
}
