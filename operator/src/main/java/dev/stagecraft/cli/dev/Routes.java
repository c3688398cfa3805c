package dev.stagecraft.cli.dev;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.cli.dev.local.LocalRoute;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.reconcile.gather.CheckoutGather.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which local name leads to which process. A service without a port, such as a worker, has no name. */
final class Routes {
    private final Found found;
    private final Map<String, ServiceSpec> policies;
    private final Map<String, Integer> ports;

    /** @param ports by service, those that a person named */
    Routes(Found found, Map<String, ServiceSpec> policies, Map<String, Integer> ports) {
        this.found = found;
        this.policies = Map.copyOf(policies);
        this.ports = Map.copyOf(ports);
    }

    /**
     * Every service of a process below the domain, and the domain itself for the first of the frontend, else for the first.
     *
     * @throws CommandFailure where no service has a port, or one is named that runs in no process here or with no real port
     */
    List<LocalRoute> below(String domain, DevPlan plan) {
        List<String> services = plan.processes().stream()
                .flatMap(process -> process.services().stream())
                .toList();
        ports.keySet().stream()
                .filter(service -> !services.contains(service))
                .findFirst()
                .ifPresent(service -> {
                    throw CommandFailure.of(
                            "--port %s: there is no process of that service here; there are those of %s."
                                    .formatted(service, String.join(", ", services)));
                });
        ports.forEach(Routes::check);
        var known = new TreeMap<String, Integer>();
        services.forEach(service -> port(service).ifPresent(port -> known.put(service, port)));
        if (known.isEmpty()) {
            throw CommandFailure.of(
                    "No service has a port that a local name could lead to; say spec.services.<service>.health.port,"
                            + " or --port SERVICE=PORT.");
        }
        var routes = new ArrayList<LocalRoute>();
        String first = Stream.concat(
                        plan.processes().stream()
                                .filter(process -> process.origin().startsWith("spec.frontend."))
                                .flatMap(process -> process.services().stream()),
                        services.stream())
                .filter(known::containsKey)
                .findFirst()
                .orElseThrow();
        routes.add(new LocalRoute(first, domain, known.getOrDefault(first, 0)));
        known.forEach((service, port) -> routes.add(new LocalRoute(service, label(service) + "." + domain, port)));
        return routes;
    }

    private static void check(String service, int port) {
        if (port < 1 || port > 65_535) {
            throw CommandFailure.of("--port %1$s=%2$d: %2$d is no port; it is 1 to 65535.".formatted(service, port));
        }
    }

    private static String label(String service) {
        return service.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private Optional<Integer> port(String service) {
        ServiceSpec policy = policies.get(service);
        return Optional.ofNullable(ports.get(service))
                .or(() -> Optional.ofNullable(policy)
                        .flatMap(spec -> Optional.ofNullable(spec.health()))
                        .map(health -> health.port())
                        .filter(port -> port > 0))
                .or(() -> found.compose().service(service).flatMap(this::written));
    }

    private Optional<Integer> written(ServiceDefinition service) {
        JsonNode definition = service.resolved(found.variables().revealed()).definition();
        return Stream.concat(
                        definition.path("ports").valueStream(),
                        definition.path("expose").valueStream())
                .map(entry -> entry.isObject() ? entry.path("target").asText() : entry.asText())
                .map(text -> text.replaceFirst("/(tcp|udp)$", "").replaceFirst("^.*:", ""))
                .filter(text -> text.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .findFirst();
    }
}
