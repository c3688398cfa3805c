package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Table;
import dev.stagecraft.release.HostRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists hosts. */
@Command(
        name = "hosts",
        description = "Lists the hosts of a Stagecraft: where they are, how far they are, and what they serve.",
        footer = {
            "",
            "Examples:",
            "  stagecraft hosts shop                    as the operator saw them last",
            "  stagecraft hosts shop --probe            ask the hosts how their containers are",
            "  stagecraft hosts shop -o json            for programs"
        })
public final class HostsCommand implements Callable<Integer> {
    private static final String UNKNOWN = "?";
    private static final String NOTHING = "-";

    private final Session session;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The Stagecraft; without it the only one.")
    @Nullable
    String name;

    @Option(
            names = "--probe",
            description =
                    "Connect to every host, and count the containers that are healthy; needs the right to read the"
                            + " Secrets with the SSH key.")
    boolean probe;

    public HostsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var format = session.settings().format(Set.of("json", "yaml"));
        var fleet = Fleet.of(session, name);
        var asked = probe && !session.settings().dryRun();
        var probed = asked ? Probing.of(session, fleet) : Map.<String, Optional<Probing.Count>>of();
        if (probe && !asked) {
            Addresses.of(session, fleet, Probing.reachable(fleet))
                    .forEach(address -> session.console().note(Intended.on(address, "look at the containers")));
        }
        if (format.isPresent()) {
            session.console()
                    .print(Documents.write(
                            fleet.hosts().stream()
                                    .map(host -> document(fleet, host, probed))
                                    .toList(),
                            format.get()));
        } else {
            table(fleet, probed);
        }
        return probed.values().stream().allMatch(Optional::isPresent) ? ExitCode.OK : ExitCode.FAILED;
    }

    private void table(Fleet fleet, Map<String, Optional<Probing.Count>> probed) {
        var headings =
                new ArrayList<>(List.of("NAME", "ROLE", "STATE", "MACHINE", "PUBLIC IP", "PRIVATE IP", "RELEASE"));
        if (probe) {
            headings.add("HEALTHY");
        }
        var messages =
                fleet.hosts().stream().anyMatch(host -> message(fleet, host).isPresent());
        if (messages) {
            headings.add("MESSAGE");
        }
        var table = Table.of(headings.toArray(String[]::new));
        for (var host : fleet.hosts()) {
            var cells = new ArrayList<>(List.of(
                    host.name(),
                    host.role(),
                    host.state().label(),
                    host.machineId().orElse(NOTHING),
                    host.publicIp().orElse(NOTHING),
                    host.privateIp().orElse(NOTHING),
                    host.release().orElse(NOTHING)));
            if (probe) {
                cells.add(cell(host, probed));
            }
            if (messages) {
                cells.add(message(fleet, host).orElse(""));
            }
            table.row(cells.toArray(String[]::new));
        }
        table.print(session.console());
    }

    private static String cell(HostRecord host, Map<String, Optional<Probing.Count>> probed) {
        var count = probed.get(host.name());
        return count == null ? NOTHING : count.map(Probing.Count::toString).orElse(UNKNOWN);
    }

    private static Map<String, Object> document(
            Fleet fleet, HostRecord host, Map<String, Optional<Probing.Count>> probed) {
        var document = new LinkedHashMap<String, Object>();
        document.put("name", host.name());
        document.put("role", host.role());
        document.put("state", host.state().label());
        host.machineId().ifPresent(id -> document.put("id", id));
        host.publicIp().ifPresent(address -> document.put("publicIp", address));
        host.privateIp().ifPresent(address -> document.put("privateIp", address));
        host.release().ifPresent(release -> document.put("release", release));
        message(fleet, host).ifPresent(text -> document.put("message", text));
        Optional.ofNullable(probed.get(host.name())).flatMap(count -> count).ifPresent(count -> {
            document.put("containers", count.all());
            document.put("healthy", count.healthy());
        });
        return document;
    }

    private static Optional<String> message(Fleet fleet, HostRecord host) {
        return fleet.resource().getStatus().hosts().stream()
                .filter(status -> status.name().equals(host.name()))
                .map(status -> status.message())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }
}
