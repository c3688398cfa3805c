package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Many resources, a line each. */
final class StatusTable {
    private StatusTable() {}

    /** Headings first; with the namespace where there may be several. */
    static List<List<Cell>> rows(List<Stagecraft> resources, boolean namespaces, Instant now) {
        var rows = new ArrayList<List<Cell>>();
        rows.add(cells(namespaces, "NAMESPACE", "NAME", "ENV", "STATE", "SERVING", "SINCE", "HOSTS", "MESSAGE"));
        resources.forEach(resource -> rows.add(row(resource, namespaces, now)));
        return rows;
    }

    private static List<Cell> row(Stagecraft resource, boolean namespaces, Instant now) {
        var digest = Digests.of(resource, "");
        var serving = Optional.ofNullable(digest.serving());
        var status = resource.getStatus();
        return cells(
                namespaces,
                digest.namespace(),
                digest.name(),
                digest.environment(),
                digest.state(),
                serving.map(Digest.Serving::version).orElse("-"),
                serving.flatMap(found -> Optional.ofNullable(found.since()))
                        .map(since -> Ages.since(Instant.parse(since), now))
                        .orElse("-"),
                status.hostsReady().isEmpty() ? "-" : status.hostsReady(),
                status.message());
    }

    private static List<Cell> cells(boolean namespaces, String namespace, String... cells) {
        var row = new ArrayList<Cell>();
        if (namespaces) {
            row.add(Cell.of(namespace));
        }
        for (var cell : cells) {
            row.add(Cell.state(cell));
        }
        return row;
    }
}
