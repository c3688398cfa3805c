package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What changed between two releases as people read it: what it is about first, then the texts. */
final class ChangesPage {
    private final Changes changes;
    private final Console console;
    private final Sheet sheet;

    ChangesPage(Changes changes, Console console) {
        this.changes = changes;
        this.console = console;
        sheet = new Sheet(console);
    }

    List<String> lines() {
        sheet.entry("From", side(changes.from()));
        sheet.entry("To", side(changes.to()));
        if (!changes.any()) {
            sheet.entry("Changes", Cell.of("none"));
        }
        pair("Version", changes.version());
        Optional.ofNullable(changes.commit())
                .map(commit -> new Changes.Pair(Words.shortened(commit.from()), Words.shortened(commit.to())))
                .ifPresent(commit -> pair("Commit", commit));
        changes.images().forEach((service, image) -> sheet.entry("Image", Cell.of(service + ": " + image(image))));
        environment();
        changes.services().forEach(service -> sheet.entry("Service", marked(service.name(), service.change())));
        changes.files()
                .forEach(file ->
                        sheet.entry("File", marked("role " + file.name() + ", beside its services", file.change())));
        changes.databases()
                .forEach((name, last) -> sheet.entry("Database", Cell.of(name + ": last migration " + arrow(last))));
        if (changes.otherInputs()) {
            sheet.entry("Inputs", Cell.of("differ in what a release does not show, such as the content of files"));
        }
        var lines = new ArrayList<>(sheet.lines());
        changes.services().forEach(service -> diff(service, lines));
        changes.files().forEach(file -> diff(file, lines));
        return lines;
    }

    private static Cell side(Changes.Side side) {
        var hosts = side.hosts().isEmpty() ? "on no host now" : "on " + String.join(", ", side.hosts());
        return Cell.of(side.id() + " (revision " + side.revision() + "), version " + side.version() + ", " + hosts);
    }

    private void pair(String label, Changes.@org.jspecify.annotations.Nullable Pair pair) {
        Optional.ofNullable(pair).ifPresent(found -> sheet.entry(label, Cell.of(arrow(found))));
    }

    private static String arrow(Changes.Pair pair) {
        return orNone(pair.from()) + " -> " + orNone(pair.to());
    }

    /** Digests as people tell them apart; the repository once where it stays the same. */
    private static String image(Changes.Pair image) {
        if (image.from().isEmpty()) {
            return shortened(image.to()) + " (added)";
        }
        if (image.to().isEmpty()) {
            return shortened(image.from()) + " (removed)";
        }
        int digest = image.to().indexOf("@sha256:") + 1;
        boolean same = digest > 0 && image.from().startsWith(image.to().substring(0, digest));
        return shortened(image.from()) + " -> "
                + (same ? Words.shortened(image.to().substring(digest)) : shortened(image.to()));
    }

    private static String shortened(String image) {
        int digest = image.indexOf("@sha256:") + 1;
        return image.substring(0, digest) + (digest == 0 ? image : Words.shortened(image.substring(digest)));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    private void environment() {
        var names = changes.environment();
        var parts = new ArrayList<String>();
        names.added().forEach(name -> parts.add(name + " (added)"));
        names.removed().forEach(name -> parts.add(name + " (removed)"));
        names.changed().forEach(name -> parts.add(name + " (changed)"));
        if (names.unread()) {
            parts.add("values changed; whose, only those who may read the releases' Secrets can see");
        }
        if (!parts.isEmpty()) {
            sheet.entry("Environment", Cell.of(String.join(", ", parts) + " (values are not shown)"));
        }
    }

    private static Cell marked(String name, String change) {
        var style = switch (change) {
            case "added" -> Style.GREEN;
            case "removed" -> Style.RED;
            default -> Style.YELLOW;
        };
        return Cell.of(name + " " + change, style);
    }

    private void diff(Changes.Service service, List<String> lines) {
        lines.add("");
        service.diff().forEach(line -> lines.add(coloured(line)));
    }

    private String coloured(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> console.styled(Style.GREEN, line);
            case '-' -> console.styled(Style.RED, line);
            case '@' -> console.styled(Style.CYAN, line);
            default -> line;
        };
    }
}
