package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that are added to and taken from the spec of a resource that is released already. */
@Timeout(120)
class HostChangeIT {
    private final OperatorStage stage = OperatorStage.lit("hosts");

    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void addedHostConvergesToTheCurrentReleaseWithoutANewOne() {
        stage.release(stage.manifest("v1").count(1));

        stage.release(stage.manifest("v1").count(2));

        var ready = stage.resources().awaitReady("shop");
        assertEquals(2, stage.creates());
        assertEquals(1, ready.getStatus().releases().size());
        assertEquals(1, stage.resources().releases().size());
        assertEquals(3, stage.host("app-2").engine().containers().size());
        assertEquals("2/2", ready.getStatus().hostsReady());
    }

    @Test
    void removedHostWaitsForTheApprovalOfItsOwnPlan() {
        stage.release(stage.manifest("v1"));
        var mutations = stage.mutations();

        // Given a plan that deletes a droplet
        var fewer = stage.manifest("v1").count(1);
        stage.resources().apply(fewer.yaml());
        var waiting = stage.resources().awaitCondition("shop", "Approved", "False", "AwaitingApproval");
        var plan = Resources.plan(waiting).id();
        assertEquals("Destructive", Resources.plan(waiting).risk());
        assertTrue(Resources.message(waiting, "Approved").contains(plan));

        // When another plan is approved, then nothing happens
        stage.resources().annotate("shop", "approve", "sha256:" + "0".repeat(64));
        stage.resources().awaitCondition("shop", "Approved", "False", "PlanStale");
        assertEquals(mutations, stage.mutations());
        assertEquals(2, stage.droplets().size());

        // When this one is, in the spec, then it runs under the same id
        stage.release(fewer.with("  approval: {planId: \"" + plan + "\"}"));
        var ready = stage.resources().get("shop");
        assertEquals(plan, Resources.plan(ready).id());
        assertEquals(plan, ready.getStatus().handled().approve());
        assertEquals(1, stage.droplets().size());
        assertEquals(1, stage.deletes());
        assertEquals(1, ready.getStatus().releases().size());
    }

    @Test
    void anotherSizeInTheProvidersConfigurationIsRefusedForHostsThatExist() {
        stage.release(stage.manifest("v1"));
        var mutations = stage.mutations();

        var others = new TreeMap<>(Map.of(
                "size: s-1vcpu-1gb", "size: s-2vcpu-4gb",
                "region: nyc3", "region: ams3",
                "image: ubuntu-24-04-x64", "image: debian-12-x64"));
        for (var change : others.entrySet()) {
            var field = change.getKey().substring(0, change.getKey().indexOf(':'));
            resources.apply(stage.manifest("v1").yaml().replace(change.getKey(), change.getValue()));
            var refused = resources.await(
                    "shop",
                    "the refusal of another " + field,
                    found -> Resources.message(found, "Accepted")
                            .contains("spec.cloud.providers.digitalocean." + field + ": changing the " + field));
            resources.awaitCondition("shop", "Accepted", "False", "NotImplemented");
            assertTrue(Resources.message(refused, "Accepted").contains("app-1"));
        }
        assertEquals(mutations, stage.mutations());
        stage.release(stage.manifest("v1"));
    }

    private List<String> services(String host) {
        return stage.host(host).engine().containers().stream()
                .map(SimulatedContainer::service)
                .sorted()
                .toList();
    }

    @Test
    void hostWithAnotherRoleServesItAndNothingElse() {
        var apart = stage.manifest("v1")
                .yaml()
                .replace(
                        "{name: app, role: app, count: 2}",
                        "{name: one, role: app}, {name: two, role: jobs}, {name: x, role: jobs}")
                .replace("worker: {role: app}", "worker: {role: jobs}");
        resources.apply(apart);
        resources.awaitReady("shop");
        assertEquals(List.of("worker"), services("two"));

        resources.apply(apart.replace("{name: two, role: jobs}", "{name: two, role: app}"));

        resources.await("shop", "two serves its role", found -> services("two").contains("web"));
        resources.awaitReady("shop");
        assertEquals(List.of("redis", "web"), services("two"));
        assertEquals(List.of("worker"), services("x"));
    }

    @Test
    void removedHostIsDeletedAfterApprovalByAnnotation() {
        stage.release(stage.manifest("v1"));
        stage.resources().apply(stage.manifest("v1").count(1).yaml());
        var waiting = stage.resources().awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        stage.resources().annotate("shop", "approve", Resources.plan(waiting).id());

        stage.resources().awaitReady("shop");
        assertEquals(1, stage.droplets().size());
        assertTrue(stage.droplets().getFirst().tags().contains("stagecraft-host:app-1"));
    }
}
