package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Services that leave the compose file: nobody loses a container that the plan did not name. */
@Timeout(120)
class ServiceChangeIT {
    private final OperatorStage stage = OperatorStage.lit("services");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private String oneHost() {
        return stage.manifest("v1").count(1).yaml();
    }

    private static String without(String yaml, String service) {
        return yaml.replaceFirst("(?m)^ {8}" + service + ":.*\n( {10}.*\n)*", "")
                .replaceFirst("(?m)^ {4}" + service + ": .*\n", "")
                .replaceAll("(?m)^ *depends_on: \\[" + service + "]\n", "");
    }

    private List<String> services(String host) {
        return stage.host(host).engine().containers().stream()
                .map(SimulatedContainer::service)
                .sorted()
                .toList();
    }

    private static String riskOf(Stagecraft resource, String step) {
        return Resources.plan(resource).steps().stream()
                .filter(found -> found.id().equals(step))
                .map(found -> found.risk() + ": " + found.riskReason())
                .findFirst()
                .orElse("no step " + step);
    }

    @Test
    void removedServiceIsNamedAndRemoved() {
        resources.apply(oneHost());
        resources.awaitReady("shop");

        resources.apply(without(oneHost(), "worker"));

        resources.await("shop", "worker is gone", found -> services("app-1").equals(List.of("redis", "web")));
        var risk = riskOf(resources.awaitReady("shop"), "rollout/app-1");
        assertTrue(risk.startsWith("Disruptive: The service 'worker' is no longer part of role app"), risk);
    }

    @Test
    void removedAccessoryWaitsForApproval() {
        resources.apply(oneHost());
        resources.awaitReady("shop");

        resources.apply(without(oneHost(), "redis"));

        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        var risk = riskOf(waiting, "rollout/app-1");
        assertTrue(risk.startsWith("Destructive: The accessory 'redis' is no longer part of role app"), risk);
        assertEquals(List.of("redis", "web", "worker"), services("app-1"));
    }

    @Test
    void roleThatLostItsServicesIsClearedAndItsHostStays() {
        var apart = oneHost()
                .replace("{name: app, role: app, count: 1}", "{name: app, role: app}, {name: db, role: db}")
                .replace("redis: {role: app,", "redis: {role: db,");
        resources.apply(apart);
        var first = resources.awaitReady("shop");
        assertTrue(
                Resources.plan(first).notes().stream().anyMatch(note -> note.contains("redis")),
                Resources.plan(first).notes()::toString);
        assertEquals(List.of("redis"), services("db"));

        resources.apply(without(apart, "redis"));
        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        assertTrue(riskOf(waiting, "clear/db").startsWith("Destructive: no service has role db any more"));
        resources.annotate("shop", "approve", Resources.plan(waiting).id());

        resources.await("shop", "db is cleared", found -> services("db").isEmpty());
        var ready = resources.awaitReady("shop");
        assertEquals(2, stage.droplets().size());
        assertEquals(0, stage.deletes());
        assertEquals(2, ready.getStatus().hosts().size());
    }
}
