package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A release as people read it. */
final class ReleasePage {
    private final ReleaseDigest digest;
    private final Instant now;
    private final Sheet sheet;

    ReleasePage(ReleaseDigest digest, Console console, Instant now) {
        this.digest = digest;
        this.now = now;
        sheet = new Sheet(console);
    }

    List<String> lines() {
        sheet.entry("Release", Cell.of(digest.id() + " (revision " + digest.revision() + ")" + serving()));
        sheet.entry("Version", Cell.of(digest.version()));
        sheet.entry("Type", Cell.of(digest.type() + ending(" to what served in ", digest.rollbackOf())));
        sheet.entry("State", new Cell(digest.state() + why(), Words.style(digest.state())));
        times();
        optional("After", digest.previousId());
        optional("Plan", digest.planId());
        Optional.ofNullable(digest.commit())
                .ifPresent(commit -> sheet.entry("Commit", Cell.of(commit.commit() + ending(" of ", commit.ref()))));
        sheet.heading("Phases");
        sheet.rows(PhaseRows.of(digest.phases(), now));
        if (!digest.images().isEmpty()) {
            sheet.heading("Images");
            digest.images().forEach((service, image) -> sheet.text(Cell.of(service + ": " + image), Integer.MAX_VALUE));
        }
        roles();
        sheet.entry(
                "Hosts", Cell.of(digest.hosts().isEmpty() ? "none runs it now" : String.join(", ", digest.hosts())));
        hooks();
        databases();
        if (!digest.environment().isEmpty()) {
            sheet.entry("Environment", Cell.of(String.join(", ", digest.environment())));
        }
        if (!digest.inputsKept()) {
            sheet.entry(
                    "Inputs",
                    Cell.of("not kept: the release object is gone, so it cannot be served again", Style.YELLOW));
        }
        return sheet.lines();
    }

    private String serving() {
        return digest.current() ? ", which serves" : "";
    }

    private String why() {
        var reason = digest.reason().isEmpty() ? "" : ", " + digest.reason();
        return reason + ending(": ", digest.message());
    }

    private void times() {
        var started = digest.startedAt();
        var finished = digest.finishedAt();
        if (started == null) {
            return;
        }
        var since = Instant.parse(started);
        var took =
                finished == null ? Ages.since(since, now) + " until now" : Ages.between(since, Instant.parse(finished));
        sheet.entry("Started", Cell.of(started + ", " + Ages.since(since, now) + " ago; took " + took));
    }

    private void optional(String label, String text) {
        if (!text.isEmpty()) {
            sheet.entry(label, Cell.of(text));
        }
    }

    private void roles() {
        if (!digest.services().isEmpty()) {
            sheet.heading("Services");
            sheet.rows(digest.services().entrySet().stream()
                    .map(service -> List.of(Cell.of(service.getKey()), Cell.of("role " + service.getValue())))
                    .toList());
        }
    }

    private void hooks() {
        if (!digest.hooks().isEmpty()) {
            sheet.heading("Hooks");
            sheet.rows(HookRows.of("", digest.hooks()));
        }
    }

    private void databases() {
        digest.databases().forEach((name, database) -> {
            var ran = database.ran().isEmpty() ? "none ran" : "ran " + String.join(", ", database.ran());
            sheet.entry(
                    "Database",
                    Cell.of(name + ": " + ran
                            + (database.earlier() == 0 ? "" : " and " + database.earlier() + " earlier")
                            + ending("; last ", database.last())));
        });
    }

    private static String ending(String words, String text) {
        return text.isEmpty() ? "" : words + text;
    }
}
