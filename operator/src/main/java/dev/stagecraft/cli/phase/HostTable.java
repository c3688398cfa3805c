package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Table;
import java.util.Comparator;

/** The hosts of a resource as the operator sees them. */
final class HostTable {
    private HostTable() {}

    static void print(Console console, Stagecraft resource) {
        var table = Table.of("HOST", "ROLE", "STATE", "ADDRESS", "MESSAGE");
        resource.getStatus().hosts().stream()
                .sorted(Comparator.comparing(HostStatus::name))
                .forEach(host -> table.row(
                        host.name(),
                        host.role(),
                        host.state(),
                        host.publicIp().isEmpty() ? "-" : host.publicIp(),
                        host.message()));
        if (!table.isEmpty()) {
            table.print(console);
        }
    }
}
