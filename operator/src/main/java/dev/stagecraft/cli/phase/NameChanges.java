package dev.stagecraft.cli.phase;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What of a set of values becomes another, by name and without any value.
 *
 * @param target what is changed, such as a Secret or a file
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record NameChanges(
        String target, List<String> added, List<String> changed, List<String> removed, List<String> unchanged) {

    /**
     * Compares by name.
     *
     * @param prune whether what {@code after} has not goes; otherwise it stays and is not mentioned
     */
    static <T> NameChanges between(String target, Map<String, T> before, Map<String, T> after, boolean prune) {
        var added = new ArrayList<String>();
        var changed = new ArrayList<String>();
        var same = new ArrayList<String>();
        for (var name : new TreeSet<>(after.keySet())) {
            var old = before.get(name);
            (old == null ? added : old.equals(after.get(name)) ? same : changed).add(name);
        }
        var gone = new TreeSet<>(before.keySet());
        gone.removeAll(after.keySet());
        return new NameChanges(target, added, changed, prune ? List.copyOf(gone) : List.of(), same);
    }

    boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    /** @param due whether it is still to be done */
    void print(Console console, boolean due) {
        if (isEmpty()) {
            console.line(target + " has all of it already: " + unchanged.size() + " as before.");
            return;
        }
        console.line((due ? "Would change " : "Changed ") + target + ": " + added.size() + " added, " + changed.size()
                + " changed, " + removed.size() + " removed, " + unchanged.size() + " as before.");
        var table = Table.of("CHANGE", "NAME");
        added.forEach(name -> table.row("added", name));
        changed.forEach(name -> table.row("changed", name));
        removed.forEach(name -> table.row("removed", name));
        table.print(console);
    }
}
