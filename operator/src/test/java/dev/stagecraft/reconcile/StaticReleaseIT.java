package dev.stagecraft.reconcile;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release on two borrowed hosts, against the real API server. */
class StaticReleaseIT {
    private final StaticShop shop = new StaticShop(2);
    private Resources resources;
    private StagecraftOperator operator;

    @BeforeEach
    void start() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "release"));
        resources.sshKey(shop.clientKey());
        resources.secret("shop-env", Map.of("PASSWORD", "pa$$ 'quoted'\nnext=line"));
        operator = TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD);
    }

    @AfterEach
    void stop() {
        operator.close();
        shop.close();
    }

    private String yaml(String version) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %s/acme}
                  environment: prod
                  version: %s
                  compose:
                    inline: |
                      services:
                        web: {image: %s/acme/web, environment: {MODE: "${LOG_LEVEL}"}}
                        worker: {image: %s/acme/worker:v1}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                  env: [{name: LOG_LEVEL, value: info}]
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud: {provider: static, providers: {static: %s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  rollout: {healthTimeout: 20s}
                """.formatted(
                        shop.registry().authority(),
                        version,
                        shop.registry().authority(),
                        shop.registry().authority(),
                        shop.staticConfig());
    }

    @Test
    void firstReleaseRunsOnEveryHost() {
        resources.apply(yaml("v1"));

        var ready = resources.awaitReady("shop");

        assertEquals(1, ready.getStatus().releases().size());
        assertEquals("Succeeded", ready.getStatus().releases().getFirst().state());
        shop.hosts().values().forEach(host -> {
            assertEquals(2, host.engine().containers().size());
            assertEquals(
                    "pa$$ 'quoted'\nnext=line", host.engine().environment("web").get("PASSWORD"));
            assertEquals("info", host.engine().environment("web").get("MODE"));
        });
        assertTrue(resources.releases().stream()
                .allMatch(r -> r.getStatus().state().equals("Succeeded")));
    }

    @Test
    void aDotenvFileReachesTheHostsAndItsChangeIsToldByNames() {
        resources.secret("shop-file", Map.of("prod.env", "URL=\"db://${PASSWORD}\"\nOLD='$1'\n"));
        var spec = yaml("v1")
                .replace(
                        "{secretRef: {name: shop-env}}",
                        "{secretRef: {name: shop-file, key: prod.env}}, {secretRef: {name: shop-env}}");
        resources.apply(spec);
        resources.awaitReady("shop");
        var first = shop.host("app-1").engine().environment("web");
        assertEquals("db://pa$$ 'quoted'\nnext=line", first.get("URL"));
        assertEquals("$1", first.get("OLD"));

        resources.secret("shop-file", Map.of("prod.env", "URL=\"db://sentinel-4d1f@${PASSWORD}\"\nNEW=2\n"));

        var ready = resources.await(
                "shop",
                "a second release",
                found -> found.getStatus().releases().size() == 2
                        && found.getStatus().phase().equals("Ready"));
        assertEquals("v1", serving(ready));
        assertEquals(
                "db://sentinel-4d1f@pa$$ 'quoted'\nnext=line",
                shop.host("app-2").engine().environment("web").get("URL"));
        var told = "environment changed: NEW (added), OLD (removed), URL (values are not shown)";
        assertTrue(Resources.plan(ready).notes().contains(told), Resources.plan(ready)::toString);
        Awaitility.await()
                .until(() -> resources.events("ReleaseStarted").stream().anyMatch(text -> text.endsWith(told)));
        assertFalse(Serialization.asYaml(ready).contains("sentinel-4d1f"));
    }

    @Test
    void changedVersionIsASecondReleaseAndLeavesTheUnchangedServiceAlone() {
        resources.apply(yaml("v1"));
        resources.awaitReady("shop");
        var worker = shop.host("app-1").engine().containers().stream()
                .filter(container -> container.service().equals("worker"))
                .findFirst()
                .orElseThrow()
                .id();

        resources.apply(yaml("v2"));

        var ready = resources.awaitReady("shop");
        assertEquals("v2", serving(ready));
        assertEquals(2, ready.getStatus().releases().size());
        assertTrue(shop.host("app-1").engine().containers().stream().anyMatch(c -> c.id().equals(worker)));
    }

    @Test
    void failedHealthCheckRollsBackAndHoldsUntilTheSpecMoves() {
        resources.apply(yaml("v1"));
        resources.awaitReady("shop");

        resources.apply(yaml("broken"));

        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("v1", serving(held));
        assertEquals("Rollback", held.getStatus().releases().getFirst().type());
        assertEquals("Failed", held.getStatus().releases().get(1).state());

        resources.apply(yaml("v2"));
        var ready = resources.awaitReady("shop");
        assertEquals("v2", serving(ready));
    }

    private static String serving(Stagecraft resource) {
        return requireNonNull(resource.getStatus().current(), "status.current").version();
    }

    @Test
    void hostThatIsNoLongerDeclaredIsClearedAsLongAsItsEntryStands() {
        resources.apply(yaml("v1"));
        resources.awaitReady("shop");
        var fewer = yaml("v1").replace("{name: app, role: app, count: 2}", "{name: app-1, role: app}")
                + "  approval: {policy: Automatic}\n";

        // Given its entry went with it, then nothing can reach it and nothing is forgotten
        resources.apply(fewer.replace(shop.staticConfig(), shop.staticConfig("app-1")));
        var refused = resources.awaitCondition("shop", "Accepted", "False", "InvalidSpec");
        var message = Resources.message(refused, "Accepted");
        assertTrue(message.contains("spec.cloud.providers.static.hosts.app-2"), message);
        assertTrue(message.contains("put its entry back until it is cleared"), message);
        assertEquals(2, shop.host("app-2").engine().containers().size());

        // When the entry is back
        resources.apply(fewer);

        // Then the host is cleared, and the entry may go
        var ready = resources.awaitReady("shop");
        assertTrue(shop.host("app-2").engine().containers().isEmpty());
        assertEquals(2, shop.host("app-1").engine().containers().size());
        assertTrue(
                Resources.plan(ready).notes().toString().contains("its entry in spec.cloud.providers.static.hosts"),
                Resources.plan(ready).notes()::toString);
        assertEquals("1/1", ready.getStatus().hostsReady());
        resources.apply(fewer.replace(shop.staticConfig(), shop.staticConfig("app-1")));
        assertEquals(1, resources.awaitReady("shop").getStatus().releases().size());
    }

    @Test
    void deletionTakesTheContainersOffBorrowedHostsAndLetsTheResourceGo() {
        resources.apply(yaml("v1") + "  deletionPolicy: Delete\n");
        resources.awaitReady("shop");

        resources.handle("shop").delete();

        Awaitility.await("the resource to be gone")
                .atMost(Duration.ofSeconds(60))
                .until(() -> resources.get("shop") == null);
        shop.hosts()
                .values()
                .forEach(host -> assertTrue(host.engine().containers().isEmpty()));
    }
}
