package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.OperatorProcess;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.digitalocean.Fault;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator as a process among replicas: it leads, stops in good order, is followed, and leaves when it is replaced. */
@Timeout(180)
class LifecycleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TERMINATED = 143;
    private static final int LEASE_LOST = 3;

    private final OperatorStage stage = OperatorStage.dark("life", Map.of("STAGECRAFT_LEADER_ELECTION", "true"));
    private final Resource<Lease> lease = SharedControlPlane.client()
            .leases()
            .inNamespace(stage.resources().namespace())
            .withName("stagecraft-operator");

    @AfterEach
    void close() {
        stage.close();
    }

    private OperatorProcess start(String identity) {
        var settings = new HashMap<>(stage.environment());
        settings.put("STAGECRAFT_LEASE_IDENTITY", identity);
        settings.put("STAGECRAFT_LEASE_NAMESPACE", stage.resources().namespace());
        return OperatorProcess.start(SharedControlPlane.get().kubeconfig(), settings);
    }

    private void awaitLeader(String identity) {
        Awaitility.await(identity + " leads").atMost(PATIENCE).until(() -> leader().equals(identity));
    }

    private String leader() {
        var found = lease.get();
        return found == null || found.getSpec().getHolderIdentity() == null
                ? ""
                : found.getSpec().getHolderIdentity();
    }

    private Lease taken() {
        return lease.edit(found -> {
            found.getSpec().setHolderIdentity("somebody-else");
            found.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
            return found;
        });
    }

    private Fault.Held holdTheFirstCreate() {
        var held = new Fault.Held();
        stage.shop().cloud().faults().next("POST", "/v2/droplets", held);
        return held;
    }

    @Test
    void terminatedOperatorFinishesItsStepAndTheNextGoesOn() throws Exception {
        var create = holdTheFirstCreate();
        try (var first = start("first")) {
            awaitLeader("first");
            stage.resources().apply(stage.manifest("v1").count(1).yaml());
            assertTrue(create.arrived().await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the create is under way");

            first.terminate();
            Awaitility.await("it still waits for the answer, and leads")
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> first.alive() && leader().equals("first"));
            create.go().countDown();

            assertEquals(TERMINATED, first.awaitExit(Duration.ofSeconds(30)));
        }
        var status = stage.resources().get("shop").getStatus();
        assertEquals(
                List.of(String.valueOf(stage.droplets().getFirst().id())),
                status.hosts().stream().map(host -> host.id()).toList(),
                "what the step made is on record");
        assertEquals("", leader(), "the lease is given back");

        try (var _ = start("second")) {
            stage.resources().awaitReady("shop");
            assertEquals("second", leader());
        }
        assertEquals(1, stage.creates());
        assertEquals(1, stage.resources().releases().size());
    }

    @Test
    void secondReplicaIsSilentUntilTheLeaderDies() throws Exception {
        var create = holdTheFirstCreate();
        try (var first = start("first")) {
            awaitLeader("first");
            try (var _ = start("second")) {
                stage.resources().apply(stage.manifest("v1").yaml());
                assertTrue(create.arrived().await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "the create is under way");
                assertEquals("first", leader());

                first.kill();
                create.go().countDown();

                stage.resources().awaitReady("shop");
                assertEquals("second", leader());
            }
        }
        assertEquals(2, stage.creates());
        assertEquals(2, stage.droplets().size());
        assertEquals(1, stage.resources().releases().size());
    }

    @Test
    void leaderWhoseLeaseIsTakenLeaves() throws Exception {
        try (var first = start("first")) {
            awaitLeader("first");

            // The holder renews it meanwhile, so a write may meet a newer version.
            Awaitility.await("the lease is taken")
                    .atMost(PATIENCE)
                    .ignoreException(KubernetesClientException.class)
                    .until(() -> taken().getSpec().getHolderIdentity().equals("somebody-else"));

            assertEquals(LEASE_LOST, first.awaitExit(PATIENCE));
        }
        assertEquals("somebody-else", leader());
    }
}
