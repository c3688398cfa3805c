package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Table;
import java.util.Comparator;
import java.util.List;

/** The hosts of a resource as the operator sees them. */
final class HostTable {
    private HostTable() {}

    /** One host for programs, as far as people are shown it. */
    record Row(String name, String role, String state, String address, String message) {}

    static List<Row> rows(Stagecraft resource) {
        return resource.getStatus().hosts().stream()
                .sorted(Comparator.comparing(HostStatus::name))
                .map(host -> new Row(host.name(), host.role(), host.state(), host.publicIp(), host.message()))
                .toList();
    }

    static void print(Console console, Stagecraft resource) {
        var table = Table.of("HOST", "ROLE", "STATE", "ADDRESS", "MESSAGE");
        rows(resource)
                .forEach(host -> table.row(
                        host.name(),
                        host.role(),
                        host.state(),
                        host.address().isEmpty() ? "-" : host.address(),
                        host.message()));
        if (!table.isEmpty()) {
            table.print(console);
        }
    }
}
