package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.ShopManifest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going back to a stored release, and staying there until the spec says something else. */
@Timeout(120)
class RollbackIT {
    private final OperatorStage stage = OperatorStage.lit("rollback");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private ShopManifest bad() {
        return stage.manifest("v2");
    }

    /** Version v1 with one environment, then v2 with another; answers the id of the first. */
    private String twoReleases() {
        stage.release(stage.manifest("v1"));
        var first = Resources.current(resources.get("shop")).release();
        resources.apply(greeting(bad().yaml(), "howdy"));
        resources.awaitReady("shop");
        assertEquals("howdy", greetingOf("app-1"));
        return first;
    }

    private static String greeting(String yaml, String value) {
        return yaml.replace("value: hello", "value: " + value);
    }

    private String greetingOf(String host) {
        return stage.host(host).engine().environment("web").getOrDefault("GREETING", "");
    }

    private void assertServesAgain(Stagecraft held, String first) {
        assertEquals("v1", Resources.version(held));
        var rollback = held.getStatus().releases().getFirst();
        assertEquals("Rollback", rollback.type());
        assertEquals(first, rollback.rollbackOf());
        assertEquals(3, rollback.revision());
        assertEquals("hello", greetingOf("app-1"));
        assertEquals("hello", greetingOf("app-2"));
        assertTrue(stage.containers().stream()
                .filter(container -> container.service().equals("web"))
                .allMatch(container ->
                        container.reference().equals(rollback.images().get("web"))));
    }

    @Test
    void rollbackByAnnotationHoldsAgainstTheBadSpecUntilItMoves() {
        var first = twoReleases();

        resources.annotate("shop", "rollback-to", first);

        assertServesAgain(resources.awaitCondition("shop", "Ready", "False", "RolledBack"), first);
        var mutations = stage.mutations();
        for (int i = 0; i < 10; i++) {
            resources.apply(greeting(bad().yaml(), "howdy"));
            resources.annotate("shop", "reconcile", "token-" + i);
            var token = "token-" + i;
            resources.await(
                    "shop",
                    token,
                    found -> found.getStatus().handled().reconcile().equals(token));
        }
        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals(3, held.getStatus().releases().size());
        assertEquals("True", status(held, "Available"));
        var steered = greeting(
                bad().with("  drift: {interval: 7m}\n  releaseHistoryLimit: 7").yaml(), "howdy");
        resources.apply(steered);
        resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals(mutations, stage.mutations());

        resources.apply(greeting(bad().yaml(), "good evening"));
        var moved = resources.awaitReady("shop");
        assertEquals("v2", Resources.version(moved));
        assertEquals("good evening", greetingOf("app-1"));
    }

    @Test
    void rollbackBySpecHoldsAndEndsWithTheNextVersion() {
        var first = twoReleases();

        resources.apply(greeting(bad().with("  rollbackTo: " + first).yaml(), "howdy"));
        assertServesAgain(resources.awaitCondition("shop", "Ready", "False", "RolledBack"), first);

        // Taking the request back is not a change of what is wanted
        resources.apply(greeting(bad().yaml(), "howdy"));
        resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals(3, resources.releases().size());

        stage.shop().registry().push("acme/web", "v3", "healthy");
        stage.release(stage.manifest("v3"));
        assertEquals("v3", Resources.version(resources.get("shop")));
    }

    @Test
    void aReleaseIsNotGoneBackToWhenSomebodyReplacedItsEnvironment() {
        var first = twoReleases();
        var env = resources.releases().stream()
                .filter(release -> release.getMetadata().getName().endsWith(first))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .inputs()
                .env();

        resources.replaceSecret(Objects.requireNonNull(env).secretName(), "GREETING", "of-somebody-else");
        resources.annotate("shop", "rollback-to", first);

        resources.awaitCondition("shop", "Accepted", "False", "ReleaseNotFound");
        assertEquals("howdy", greetingOf("app-1"));
    }

    @Test
    void unknownReleaseIsRefusedAndTouchesNothing() {
        stage.release(stage.manifest("v1"));
        var mutations = stage.mutations();

        resources.apply(stage.manifest("v1")
                .with("  rollbackTo: rel-20200101-000000000")
                .yaml());

        var refused = resources.awaitCondition("shop", "Accepted", "False", "ReleaseNotFound");
        var message = Resources.message(refused, "Accepted");
        assertTrue(message.contains("spec.rollbackTo"), message);
        assertTrue(message.contains(Resources.current(refused).release()), message);
        assertEquals(mutations, stage.mutations());
        stage.release(stage.manifest("v1"));

        resources.annotate("shop", "rollback-to", "rel-20200101-000000000");
        var other = resources.awaitCondition("shop", "Accepted", "False", "ReleaseNotFound");
        assertTrue(
                Resources.message(other, "Accepted").startsWith("annotation stagecraft.dev/rollback-to:"),
                Resources.message(other, "Accepted"));
    }

    @Test
    void rolloutThatFailsIsRolledBackAlthoughThePolicyAsksForEveryApproval() {
        stage.release(stage.manifest("v1"));
        var broken = stage.manifest("broken").with("  rollout: {healthTimeout: 1s}\n  approval: {policy: Always}");
        resources.apply(broken.yaml());
        var waiting = resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        resources.annotate("shop", "approve", Resources.plan(waiting).id());

        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("v1", Resources.version(held));
        assertEquals(
                List.of("Rollback", "Deploy", "Deploy"),
                held.getStatus().releases().stream().map(ReleaseSummary::type).toList());
        var image = held.getStatus().releases().getLast().images().get("web");
        assertTrue(stage.containers().stream()
                .filter(container -> container.service().equals("web"))
                .allMatch(container -> container.reference().equals(image)));
    }

    @Test
    void rollbackThatHistoryKeptIsServedAgainAfterItsOriginWasPruned() {
        var limit = "  releaseHistoryLimit: 2";
        var first = twoReleases();
        resources.apply(greeting(bad().with(limit).yaml(), "howdy"));
        resources.annotate("shop", "rollback-to", first);
        var held = resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        var rollback = Resources.current(held).release();
        resources.apply(greeting(bad().with(limit).yaml(), "good evening"));
        resources.awaitReady("shop");
        assertTrue(resources.releases().stream()
                .noneMatch(release -> release.getMetadata().getName().endsWith(first)));

        resources.annotate("shop", "rollback-to", rollback);

        var again = resources.await(
                "shop",
                "the fifth release",
                found -> found.getStatus().phase().equals("RolledBack")
                        && found.getStatus().releases().getFirst().revision() == 5);
        assertEquals(rollback, again.getStatus().releases().getFirst().rollbackOf());
        assertEquals("v1", Resources.version(again));
        assertEquals("hello", greetingOf("app-2"));
    }

    private static String status(Stagecraft resource, String type) {
        return resource.getStatus().conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow()
                .getStatus();
    }
}
