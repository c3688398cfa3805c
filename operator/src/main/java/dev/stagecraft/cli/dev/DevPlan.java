package dev.stagecraft.cli.dev;

import static java.util.stream.Collectors.joining;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.Dependency;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.provider.app.DevCommand;
import dev.stagecraft.reconcile.gather.CheckoutGather.Found;
import dev.stagecraft.reconcile.gather.CheckoutGather.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is to run on this machine: made from the resource alone, and the same for the same resource.
 *
 * @param processes by their providers' commands, in the order of the compose file
 * @param infrastructure services that Compose runs, each after those it depends on
 * @param warnings sentences about what may not be what the person expects
 */
record DevPlan(List<LocalProcess> processes, List<String> infrastructure, List<String> warnings) {
    DevPlan {
        processes = List.copyOf(processes);
        infrastructure = List.copyOf(infrastructure);
        warnings = List.copyOf(warnings);
    }

    /**
     * The plan for those services and what they depend on; for all where none is named.
     *
     * @throws CommandFailure for a service that the compose file has not, or one that no command is known for
     */
    static DevPlan of(Found found, List<String> requested) {
        Set<String> chosen = chosen(found.compose(), requested);
        Set<String> claimed = found.parts().stream()
                .map(Part::services)
                .flatMap(Collection::stream)
                .collect(Collectors.toSet());
        List<LocalProcess> processes = processes(found, chosen);
        List<String> infrastructure = found.compose().startOrder().stream()
                .filter(service -> chosen.contains(service) && !claimed.contains(service))
                .toList();
        return new DevPlan(processes, infrastructure, unreachable(found.compose(), infrastructure, processes));
    }

    /** Every service that runs one way or the other. */
    Set<String> services() {
        var all = new TreeSet<>(infrastructure);
        processes.forEach(process -> all.addAll(process.services()));
        return all;
    }

    private static Set<String> chosen(ComposeFile compose, List<String> requested) {
        Map<String, ServiceDefinition> known =
                compose.services().stream().collect(Collectors.toMap(ServiceDefinition::name, service -> service));
        for (String name : requested) {
            if (!known.containsKey(name)) {
                throw CommandFailure.of("The compose file has no service '%s'; it has: %s."
                        .formatted(name, String.join(", ", new TreeSet<>(known.keySet()))));
            }
        }
        if (requested.isEmpty()) {
            return known.keySet();
        }
        var chosen = new TreeSet<String>();
        requested.forEach(name -> follow(name, known, chosen));
        return chosen;
    }

    private static void follow(String name, Map<String, ServiceDefinition> known, Set<String> chosen) {
        ServiceDefinition service = known.get(name);
        if (service != null && chosen.add(name)) {
            service.dependencies().stream().map(Dependency::service).forEach(next -> follow(next, known, chosen));
        }
    }

    private static List<LocalProcess> processes(Found found, Set<String> chosen) {
        Map<Part, Map<DevCommand, List<String>>> grouped = new LinkedHashMap<>();
        var without = new TreeMap<String, Part>();
        for (Part part : found.parts()) {
            for (String service : new TreeSet<>(part.services())) {
                DevCommand command = part.commands().get(service);
                if (chosen.contains(service) && command == null) {
                    without.put(service, part);
                } else if (command != null) {
                    grouped.computeIfAbsent(part, _ -> new LinkedHashMap<>())
                            .computeIfAbsent(command, _ -> new ArrayList<>())
                            .add(service);
                }
            }
        }
        without.forEach((service, part) -> {
            throw CommandFailure.of(withoutCommand(part, List.copyOf(without.keySet())));
        });
        var processes = new ArrayList<LocalProcess>();
        grouped.forEach((part, commands) -> commands.forEach((command, services) -> {
            if (services.stream().anyMatch(chosen::contains)) {
                processes.add(process(part, command, services));
            }
        }));
        return processes;
    }

    private static LocalProcess process(Part part, DevCommand command, List<String> services) {
        return new LocalProcess(
                services,
                part.path() + ".providers." + part.provider(),
                part.provider(),
                command.directory(),
                command.command(),
                command.environment());
    }

    private static String withoutCommand(Part part, List<String> services) {
        return ("%s.providers.%s: no command is known that runs %s from a checkout; add dev: {command: [npm, run,"
                        + " dev]} there, or name the services to run.")
                .formatted(
                        part.path(),
                        part.provider(),
                        services.stream().map("'%s'"::formatted).collect(joining(", ")));
    }

    private static List<String> unreachable(
            ComposeFile compose, List<String> infrastructure, List<LocalProcess> processes) {
        return infrastructure.stream()
                .filter(_ -> !processes.isEmpty())
                .flatMap(name -> compose.service(name).stream())
                .filter(service -> service.publishedPorts().isEmpty())
                .filter(service -> !service.networkMode().orElse("").equals("host"))
                .map(service ->
                        ("Service '%1$s' publishes no port, so no process outside of its network reaches it; give it"
                                        + " one under spec.services.%1$s.ports, as in [\"127.0.0.1:PORT:PORT\"].")
                                .formatted(service.name()))
                .toList();
    }
}
