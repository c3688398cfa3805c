package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.plan.PlanView.Change;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** What a plan changes, for people. */
final class ChangesText {
    private final Console console;

    ChangesText(Console console) {
        this.console = console;
    }

    void print(PlanView.Changes changes) {
        console.line();
        console.line(console.styled(
                Style.BOLD,
                changes.release() == null
                        ? "Changes: nothing serves yet, so all of it is new"
                        : "Changes since release " + changes.release()));
        if (changes.none()) {
            console.line("  none");
        }
        var version = changes.version();
        if (version != null) {
            console.line("  version: " + words(version));
        }
        section("images", changes.images());
        environment(changes.environment());
        section("hosts", changes.hosts());
        changes.compose().forEach(this::diff);
    }

    private void section(String title, SortedMap<String, Change> changes) {
        if (!changes.isEmpty()) {
            console.line("  " + title + ":");
            changes.forEach((name, change) -> console.line("    " + name + ": " + words(change)));
        }
    }

    private static String words(Change change) {
        if (change.before() == null) {
            return change.after() + " (new)";
        }
        return change.after() == null ? change.before() + " (gone)" : change.before() + " -> " + change.after();
    }

    private void environment(PlanView.Names names) {
        if (names.none()) {
            return;
        }
        console.line("  environment (values are not shown):");
        var lines = new ArrayList<String>();
        add(lines, "added", names.added());
        add(lines, "removed", names.removed());
        add(lines, "changed", names.changed());
        lines.forEach(line -> console.line("    " + line));
    }

    private static void add(List<String> lines, String word, List<String> names) {
        if (!names.isEmpty()) {
            lines.add(word + ": " + String.join(", ", names));
        }
    }

    private void diff(String path, String text) {
        console.line("  compose " + path + ":");
        text.lines().forEach(line -> console.line("    " + coloured(line)));
    }

    private String coloured(String line) {
        return switch (line.charAt(0)) {
            case '+' -> console.styled(Style.GREEN, line);
            case '-' -> console.styled(Style.RED, line);
            case '@' -> console.styled(Style.CYAN, line);
            default -> line;
        };
    }
}
