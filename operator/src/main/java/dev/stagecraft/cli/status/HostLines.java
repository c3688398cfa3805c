package dev.stagecraft.cli.status;

import java.util.List;

/**
 * The hosts of a resource in columns.
 *
 * @param serving the id of the release that serves; hosts that run another one are not folded away
 */
record HostLines(List<Digest.Host> hosts, String serving) {
    private static final int SHOWN = 3;

    void write(Sheet sheet, boolean folded) {
        if (hosts.isEmpty()) {
            return;
        }
        sheet.entry(
                "Hosts", Cell.of(hosts.stream().filter(HostLines::ready).count() + " of " + hosts.size() + " ready"));
        if (!folded || hosts.size() <= SHOWN + 1) {
            sheet.rows(hosts.stream().map(HostLines::row).toList());
            return;
        }
        var odd = hosts.stream()
                .filter(host -> !ready(host) || !host.release().equals(serving))
                .limit(SHOWN)
                .toList();
        sheet.rows(odd.stream().map(HostLines::row).toList());
        sheet.text(
                Cell.of("… and " + (hosts.size() - odd.size()) + (odd.isEmpty() ? "" : " more")
                        + "; -o json lists all of them"),
                2);
    }

    private static boolean ready(Digest.Host host) {
        return host.state().equals("Ready");
    }

    private static List<Cell> row(Digest.Host host) {
        return List.of(
                Cell.of(host.name()),
                Cell.of(host.role()),
                Cell.of(orNone(host.address())),
                Cell.state(host.state()),
                Cell.of(orNone(host.release())),
                Cell.of(host.message()));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
