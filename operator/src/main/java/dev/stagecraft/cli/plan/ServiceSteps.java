package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.plan.Step;
import dev.stagecraft.reconcile.preview.Preview;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a plan that concerns some services: the steps that touch them, and all that these wait for. */
final class ServiceSteps {
    private final Preview.Planned planned;
    private final Map<String, String> roles = new TreeMap<>();
    private final Map<String, String> roleOfHost = new HashMap<>();

    ServiceSteps(Preview.Planned planned) {
        this.planned = planned;
        for (var role : planned.wanted().roles()) {
            planned.wanted().servicesOf(role).forEach(service -> roles.put(service.name(), role));
        }
        planned.state().hosts().forEach(host -> roleOfHost.put(host.name(), host.role()));
        planned.gathered().hosts().forEach(host -> roleOfHost.put(host.name(), role(host)));
    }

    private static String role(HostTarget host) {
        return host.role();
    }

    /**
     * In the order of the plan.
     *
     * @throws CommandFailure when there is no such service
     */
    List<Step> of(List<String> services) {
        var unknown = new TreeSet<>(services);
        unknown.removeAll(roles.keySet());
        if (!unknown.isEmpty()) {
            throw CommandFailure.of("There is no service " + String.join(", ", unknown)
                    + "; --services takes names out of " + String.join(", ", roles.keySet()) + ".");
        }
        var steps = planned.plan().steps();
        var byId = steps.stream().collect(Collectors.toMap(Step::id, Function.identity()));
        var kept = new HashSet<String>();
        steps.stream().filter(step -> concerns(step, services)).forEach(step -> keep(step, byId, kept));
        return steps.stream().filter(step -> kept.contains(step.id())).toList();
    }

    private static void keep(Step step, Map<String, Step> byId, Set<String> kept) {
        if (kept.add(step.id())) {
            step.dependsOn().stream()
                    .flatMap(id -> Stream.ofNullable(byId.get(id)))
                    .forEach(needed -> keep(needed, byId, kept));
        }
    }

    private boolean concerns(Step step, List<String> services) {
        return switch (step.kind()) {
            case BUILD_IMAGE, PUSH_IMAGE ->
                Stream.of(step.inputs().getOrDefault("services", "").split(",")).anyMatch(services::contains);
            case RUN_HOOK -> services.contains(step.inputs().getOrDefault("service", ""));
            case PREPARE_HOST, START_ACCESSORIES, ROLL_OUT, CHECK_HEALTH, FINALIZE_HOST, CLEAR_HOST ->
                services.stream().map(roles::get).anyMatch(role -> role.equals(roleOfHost.get(step.target())));
            case CREATE_HOST, BOOTSTRAP_HOST, DELETE_HOST, RECORD_RELEASE, PIN_RELEASE, MIGRATE_DATABASE -> false;
        };
    }
}
