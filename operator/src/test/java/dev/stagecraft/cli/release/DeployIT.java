package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code stagecraft deploy} against the real API server and operator: what it prints, and how it ends. */
@Timeout(120)
class DeployIT {
    private static final String SHORT = "rollout: {healthTimeout: 5s}";

    @TempDir
    Path directory;

    private ReleaseStage stage;

    @BeforeEach
    void start() {
        stage = new ReleaseStage(directory).lit();
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void theFirstReleaseIsFollowedFromItsPlanToItsEnd() {
        stage.create("v2", "suspend: true");
        stage.resources()
                .await(
                        "shop",
                        "the plan",
                        found -> found.getStatus().phase().equals("Suspended")
                                && found.getStatus().plan() != null);
        stage.golden("deploy-suspended", stage.run("deploy", "shop", "--version", "v1"));
        stage.golden("resume", stage.run("resume"));

        stage.golden("deploy-first", stage.run("deploy", "shop", "--version", "v1"));

        assertEquals("v1", Resources.version(stage.resources().get("shop")));
    }

    @Test
    void whatServesAlreadyIsSaidAndNotReleasedAgain() {
        stage.released("v1");

        stage.golden("deploy-nothing", stage.run("deploy", "--version", "v1"));
        stage.golden("deploy-dry-run", stage.run("deploy", "shop", "--version", "v2", "--dry-run"));
        stage.golden("deploy-unknown", stage.run("deploy", "shopp", "--version", "v2"));
        stage.golden("deploy-bad-timeout", stage.run("deploy", "shop", "--version", "v1", "--timeout", "soon"));

        stage.golden("suspend-dry-run", stage.run("suspend", "shop", "--dry-run"));
        stage.golden("resume-nothing", stage.run("resume", "shop", "-o", "json"));

        assertEquals("v1", stage.resources().get("shop").getSpec().version());
        assertFalse(stage.resources().get("shop").getSpec().suspend());
        assertEquals(1, stage.resources().releases().size());
    }

    @Test
    void aNewVersionIsReportedOnlyWhenItServes() {
        stage.released("v1");

        var result = stage.run("deploy", "shop", "--version", "v2", "-o", "json");

        assertEquals("v2", Resources.version(stage.resources().get("shop")));
        stage.golden("deploy-json", result);
    }

    @Test
    void aReleaseThatFailsSaysWhereAndWhyAndThatItWasRolledBack() {
        stage.released("v1", SHORT);

        stage.golden("deploy-rolled-back", stage.run("deploy", "shop", "--version", "broken"));
        stage.golden("deploy-held", stage.run("deploy", "shop", "--version", "broken", "-o", "yaml"));
    }

    @Test
    void aReleaseThatFailsAndHaltsNamesBothWaysOn() {
        stage.released("v1", "rollout: {healthTimeout: 5s, onFailure: Halt}");

        stage.golden("deploy-failed", stage.run("deploy", "shop", "--version", "broken"));
        stage.golden("rollback-undo", stage.run("rollback", "shop", "--dry-run"));
    }

    @Test
    void aSpecThatIsNotAcceptedEndsAtOnce() {
        stage.released("v1");

        stage.golden("deploy-refused", stage.run("deploy", "shop", "--version", "v404"));
        stage.golden("deploy-bad-version", stage.run("deploy", "shop", "--version", "not a tag"));
    }

    @Test
    void aPlanThatWaitsForAPersonIsShownWithTheCommandThatApprovesIt() {
        stage.released("v1");
        stage.patch("{\"spec\": {\"approval\": {\"policy\": \"Always\"}}}");

        var waits = stage.run("deploy", "shop", "--version", "v2");

        stage.golden("deploy-waits", waits);
        stage.golden("deploy-waits-json", stage.run("deploy", "shop", "--version", "v2", "-o", "json"));
        assertEquals("v1", Resources.version(stage.resources().get("shop")));
    }

    @Test
    void itIsFollowedNoLongerThanAsked() {
        stage.released("v1", "rollout: {healthTimeout: 60s}");

        var late = stage.run("deploy", "shop", "--version", "broken", "--timeout", "3s");

        assertEquals(4, late.exitCode(), late.text());
        assertTrue(late.err().contains("error: It was not over after 3s ("), late.text());
        assertTrue(late.err().contains("the release goes on; stagecraft status shop -n "), late.text());
    }

    @Test
    void anOperatorThatIsAwayIsNamedWhenTheTimeIsOver() {
        stage.released("v1");
        stage.dark();

        stage.golden("deploy-no-operator", stage.run("deploy", "shop", "--version", "v2", "--timeout", "2s"));
    }

    @Test
    void aReleaseThatAnotherOneOvertakesIsNoSuccess() throws Exception {
        stage.released("v1", "rollout: {healthTimeout: 60s}");
        // Not in the common pool, which the client needs.
        var following = CompletableFuture.supplyAsync(
                () -> stage.run("deploy", "shop", "--version", "broken"),
                task -> Thread.ofVirtual().start(task));
        stage.resources()
                .await(
                        "shop",
                        "the release",
                        found -> Resources.latest(found).version().equals("broken"));

        stage.golden("deploy-overtakes", stage.run("deploy", "shop", "--version", "v2", "--wait=false"));

        CliRun.Result overtaken = following.get(60, TimeUnit.SECONDS);
        assertEquals(1, overtaken.exitCode(), overtaken.text());
        assertTrue(
                overtaken
                        .err()
                        .contains("error: version broken was overtaken: the spec of shop asks for version v2 now."),
                overtaken.text());
        assertFalse(overtaken.out().contains("serves"), overtaken.text());
    }

    @Test
    void whoOwnsTheSpecIsWarnedAbout() {
        stage.resources().apply(stage.yaml("v1"));
        stage.resources().awaitReady("shop");
        stage.golden("deploy-applied", stage.run("deploy", "shop", "--version", "v2", "--dry-run"));
        stage.patch("{\"metadata\": {\"annotations\": {\"argocd.argoproj.io/tracking-id\":"
                + " \"shop-prod:stagecraft.dev/Stagecraft:shop/shop\"}}}");

        var result = stage.run("deploy", "shop", "--version", "v2");

        assertEquals(0, result.exitCode(), result.text());
        stage.golden("deploy-git", result);
        stage.golden("rollback-git", stage.run("rollback", "shop", "--dry-run"));
        stage.golden("suspend-git", stage.run("suspend", "shop"));
        stage.golden("retry-suspended", stage.run("retry", "shop"));
    }
}
