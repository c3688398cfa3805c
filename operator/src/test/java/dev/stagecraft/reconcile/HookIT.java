package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorProcess;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands around the phases of releases on two hosts, against the real API server. */
@Timeout(180)
class HookIT {
    private static final String PASSWORD = "sentinel-77ab 'quoted' $HOME";

    private final StaticShop shop = new StaticShop(2);
    private final Resources resources;
    private Optional<StagecraftOperator> operator = Optional.empty();

    HookIT() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "hook"));
        resources.sshKey(shop.clientKey());
        resources.secret("shop-env", Map.of("PASSWORD", PASSWORD));
    }

    @AfterEach
    void stop() {
        operator.ifPresent(StagecraftOperator::close);
        shop.close();
    }

    private void start() {
        operator = Optional.of(
                TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD));
    }

    /** The shop with those hooks, one a line in YAML's flow style without service. */
    private String manifest(String version, String... hooks) {
        var list = hooks.length == 0
                ? ""
                : "  hooks:\n"
                        + List.of(hooks).stream()
                                .map(hook -> "    - {service: web, " + hook + "}\n")
                                .collect(Collectors.joining());
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/acme}
                  environment: prod
                  version: %2$s
                  compose:
                    inline: |
                      services: {web: {image: "%1$s/acme/web"}}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud: {provider: static, providers: {static: %3$s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  rollout: {healthTimeout: 10s}
                """.formatted(shop.registry().authority(), version, shop.staticConfig()) + list;
    }

    private Stagecraft release(String version, String... hooks) {
        resources.apply(manifest(version, hooks));
        return resources.await("shop", version + " serves", found -> serves(found, version));
    }

    private static boolean serves(Stagecraft found, String version) {
        return found.getMetadata().getGeneration().equals(found.getStatus().observedGeneration())
                && found.getStatus().phase().equals("Ready")
                && Resources.version(found).equals(version);
    }

    /** The containers of hooks on a host. */
    private List<SimulatedContainer> hooks(String host) {
        return shop.host(host).engine().containers().stream()
                .filter(container -> container.name().startsWith("shop-prod-hook-"))
                .toList();
    }

    private int runs() {
        return shop.hosts().values().stream()
                .mapToInt(host -> host.engine().onceStarted())
                .sum();
    }

    private List<String> images() {
        return shop.hosts().values().stream()
                .flatMap(host -> host.engine().containers().stream())
                .filter(container -> !container.name().contains("-hook-"))
                .map(SimulatedContainer::reference)
                .distinct()
                .toList();
    }

    private static List<String> told(ReleaseSummary release) {
        return release.hooks().stream().map(HookIT::told).toList();
    }

    private static String told(ReleaseHook hook) {
        return hook.name() + " " + hook.outcome() + (hook.exitCode() == null ? "" : " " + hook.exitCode());
    }

    private static ReleaseSummary release(Stagecraft resource, String version) {
        return resource.getStatus().releases().stream()
                .filter(release ->
                        release.version().equals(version) && release.type().equals("Deploy"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hooksRunOnceEachAroundTheirPhasesInTheNewImage() {
        start();

        var first = release(
                "v1",
                "name: prepare, when: before, phase: rollout, command: ['true', now]",
                "name: compile, when: before, phase: build, command: ['true']",
                "name: shrug, when: after, phase: rollout, onFailure: Continue, command: ['false']",
                "name: tell, when: after, phase: finalize, command: ['true']",
                "name: mourn, when: failure, command: ['true']");

        var latest = Resources.latest(first);
        assertEquals(List.of("prepare Succeeded 0", "shrug Failed 1", "tell Succeeded 0"), told(latest));
        assertEquals(3, runs());
        assertTrue(
                Resources.plan(first).notes().toString().contains("hook compile does not run: phase build has"),
                Resources.plan(first).notes()::toString);
        var prepare = hooks("app-1").getFirst();
        assertEquals("shop-prod-hook-prepare-" + latest.id(), prepare.name());
        assertEquals(PASSWORD, prepare.environment().get("PASSWORD"));
        assertEquals(latest.id(), prepare.environment().get("STAGECRAFT_RELEASE"));
        assertEquals("rollout", prepare.environment().get("STAGECRAFT_PHASE"));
        assertEquals("prepare", prepare.environment().get("STAGECRAFT_HOOK"));
        assertTrue(prepare.reference().contains("/acme/web@sha256:"), prepare::reference);
        var shrug = latest.hooks().get(1).message();
        assertTrue(shrug.contains("exit code 1"), shrug);
        assertFalse(first.getStatus().toString().contains(PASSWORD));

        // Given the next release is of another image and has one hook
        var next = release("v2", "name: prepare, when: before, phase: rollout, command: ['true']");

        assertEquals(List.of("prepare Succeeded 0"), told(Resources.latest(next)));
        assertEquals(4, runs());
        assertEquals(1, hooks("app-1").size(), "those of the release before are gone");
        assertFalse(hooks("app-1").getFirst().reference().equals(prepare.reference()));
        Awaitility.await("the release objects")
                .untilAsserted(() -> assertEquals(
                        List.of("prepare Succeeded 0", "shrug Failed 1", "tell Succeeded 0"),
                        resources.releases().stream()
                                .filter(release -> release.getSpec().revision() == 1)
                                .flatMap(release -> release.getStatus().hooks().stream())
                                .map(HookIT::told)
                                .toList()));
    }

    @Test
    void aHookThatFailsBeforeTheRolloutLeavesTheOldReleaseServing() {
        start();
        release("v1");
        var before = images();

        resources.apply(manifest(
                "v2",
                "name: check, when: before, phase: rollout, command: ['false']",
                "name: mourn, when: failure, phase: rollout, command: ['true']",
                "name: other, when: failure, phase: finalize, command: ['true']"));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "HookFailed");
        assertEquals("v1", Resources.version(failed));
        assertEquals(before, images(), "nothing was rolled out");
        assertEquals(List.of("check Failed 1", "mourn Succeeded 0"), told(release(failed, "v2")));
        assertEquals("failed", Resources.phases(release(failed, "v2")).get("rollout"));
        var message = Resources.message(failed, "Released");
        assertTrue(message.contains("hook check, 'false' in container shop-prod-hook-check-"), message);
        assertTrue(message.contains("Its last words: cannot start with"), message);
        assertFalse(message.contains(PASSWORD), message);
        var mourn = hooks("app-2").getFirst();
        assertEquals("HookFailed", mourn.environment().get("STAGECRAFT_FAILED_REASON"));
        assertEquals("rollout", mourn.environment().get("STAGECRAFT_PHASE"));
        assertEquals(2, runs());
    }

    @Test
    void aReleaseThatFailsOnItsHostsIsRolledBackAfterItsHook() {
        start();
        release("v1");

        resources.apply(manifest(
                "broken",
                "name: mourn, when: failure, timeout: 2s, command: [sleep, '60']",
                "name: tell, when: after, phase: rollout, command: ['true']"));

        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("v1", Resources.version(held));
        var failed = release(held, "broken");
        assertEquals("HealthCheckFailed", failed.reason());
        assertEquals(List.of("mourn TimedOut"), told(failed));
        assertEquals(List.of(), told(Resources.latest(held)), "a rollback runs no hooks");
        assertTrue(Resources.plan(held).notes().contains("a rollback runs no hooks"));
        assertEquals(1, runs());
        var mourn = hooks("app-2").getFirst();
        assertEquals("HealthCheckFailed", mourn.environment().get("STAGECRAFT_FAILED_REASON"));
        assertFalse(mourn.running(), "it was stopped");
    }

    @Test
    void aHookThatTakesTooLongIsStoppedAndFailsItsPhase() {
        start();
        release("v1");

        resources.apply(
                manifest("v2", "name: slow, when: before, phase: rollout, timeout: 2s, command: [sleep, '60']"));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "HookTimedOut");
        assertEquals(List.of("slow TimedOut"), told(release(failed, "v2")));
        assertTrue(Resources.message(failed, "Released").contains("did not end within its 2s"));
        assertFalse(hooks("app-1").getFirst().running());

        // When a person asks for a retry, it is another release
        resources.annotate("shop", "retry", "1");
        resources.await("shop", "it ran again", found -> runs() == 2);
        resources.awaitCondition("shop", "Stalled", "True", "HookTimedOut");
    }

    @Test
    void aHookOfWhatNoReleaseRollsIsRefusedWithItsPath() {
        start();

        resources.apply(manifest("v1", "name: check, when: before, phase: rollout, command: ['true']")
                .replace("- {service: web,", "- {service: nobody,"));

        var refused = resources.awaitCondition("shop", "Accepted", "False", "InvalidSpec");
        var message = Resources.message(refused, "Accepted");
        assertTrue(message.contains("spec.hooks[0].service: the compose file has no service nobody"), message);
    }

    @Test
    void aHookRunsOnceThoughTheOperatorDiesInIt() {
        resources.apply(manifest("v1", "name: seed, when: before, phase: rollout, command: [sleep, '60']"));
        var settings = TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD);
        for (int i = 0; i < 2; i++) {
            try (var process = OperatorProcess.start(SharedControlPlane.get().kubeconfig(), settings)) {
                resources.await("shop", "the hook runs", found -> running(found, "hook/seed"));
                Awaitility.await("its container").until(() -> !hooks("app-1").isEmpty());
                assertTrue(process.alive());
            }
        }
        shop.host("app-1").engine().stopByHand(container -> container.name().contains("-hook-seed-"));

        start();

        var ready = resources.await("shop", "v1 serves", found -> serves(found, "v1"));
        assertEquals(1, runs());
        assertEquals(List.of("seed Succeeded 0"), told(Resources.latest(ready)));
        assertEquals(1, ready.getStatus().releases().size());
    }

    @Test
    void aContainerThatIsGoneIsNotStartedAgain() {
        resources.apply(manifest("v1", "name: seed, when: before, phase: rollout, command: [sleep, '60']"));
        var settings = TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD);
        try (var process = OperatorProcess.start(SharedControlPlane.get().kubeconfig(), settings)) {
            Awaitility.await("its container")
                    .atMost(java.time.Duration.ofSeconds(60))
                    .until(() -> !hooks("app-1").isEmpty());
            resources.await("shop", "the hook runs", found -> running(found, "hook/seed"));
            assertTrue(process.alive());
        }
        shop.host("app-1").engine().removeByHand(container -> container.name().contains("-hook-seed-"));

        start();

        var failed = resources.awaitCondition("shop", "Stalled", "True", "HookUnclear");
        assertEquals(1, runs());
        assertEquals(List.of("seed Failed"), told(Resources.latest(failed)));
    }

    private static boolean running(Stagecraft found, String step) {
        var plan = found.getStatus().plan();
        return plan != null
                && plan.steps().stream()
                        .anyMatch(known ->
                                known.id().equals(step) && known.state().equals("running"));
    }
}
