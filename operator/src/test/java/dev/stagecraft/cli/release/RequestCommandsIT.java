package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code approve}, {@code rollback}, {@code retry} and {@code delete} against the real API server and operator. */
@Timeout(120)
class RequestCommandsIT {
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

    private String serving() {
        return Resources.version(stage.resources().get("shop"));
    }

    @Test
    void approvesThePlanThatWasShownAndNoOther() {
        stage.released("v1");
        stage.golden("approve-nothing", stage.run("approve", "shop"));
        stage.patch("{\"spec\": {\"approval\": {\"policy\": \"Always\"}}}");
        assertEquals(3, stage.run("deploy", "shop", "--version", "v2").exitCode());
        var plan = Resources.plan(stage.resources().get("shop")).id();

        stage.golden("approve-nobody", stage.run("approve", "shop"));
        stage.golden("approve-moved", stage.run("approve", "shop", "sha256:1234567890ab"));
        stage.golden("retry-waits", stage.run("retry", "shop"));
        stage.golden("approve-no", stage.cli().terminal(100).input("n\n").run("approve", "shop", "--no-color"));
        stage.golden("approve-dry-run", stage.run("approve", "shop", plan, "--dry-run"));
        var file = SharedControlPlane.get().kubeconfig().toString();
        for (var command : List.of("retry", "status")) {
            var told = stage.run(command, "shop", "--kubeconfig", file).text();
            assertTrue(told.contains("approve shop " + plan + " -n "), told);
            assertTrue(told.contains(" --kubeconfig " + file), told);
        }
        assertEquals("v1", serving());

        stage.golden("approve", stage.run("approve", plan));
        assertEquals("v2", serving());
    }

    @Test
    void whoIsAskedAtATerminalAndAgreesApproves() {
        stage.released("v1");
        stage.patch("{\"spec\": {\"version\": \"v2\", \"approval\": {\"policy\": \"Always\"}}}");
        stage.resources().await("shop", "the plan", Conditions::awaitsApproval);

        stage.golden("approve-yes", stage.cli().terminal(100).input("yes\n").run("approve", "shop", "--no-color"));

        assertEquals("v2", serving());
    }

    @Test
    void goesBackToTheReleaseBeforeAndSaysWhich() {
        stage.released("v1");
        stage.golden("rollback-none", stage.run("rollback", "shop"));
        var first = Resources.current(stage.resources().get("shop")).release();
        assertEquals(0, stage.run("deploy", "shop", "--version", "v2").exitCode());
        var second = Resources.current(stage.resources().get("shop")).release();

        stage.golden("rollback-unknown", stage.run("rollback", "shop", "--to", "rel-20200101-000000000"));
        stage.golden("rollback-dry-run", stage.run("rollback", "shop", "--dry-run"));
        assertEquals("v2", serving());
        stage.golden("rollback", stage.run("rollback", "shop"));
        assertEquals("v1", serving());

        // Given the hold is ended, then the same can be asked for again
        stage.golden("retry", stage.run("retry", "shop"));
        assertEquals("v2", serving());
        var again = stage.run("rollback", "shop", "--to", first);
        assertEquals(0, again.exitCode(), again.text());
        assertEquals("v1", serving());
        assertEquals(first, Resources.latest(stage.resources().get("shop")).rollbackOf());

        // From the first release there is nothing further back, and never forward
        stage.golden("rollback-end", stage.run("rollback", "shop"));
        assertTrue(stage.run("rollback", "shop").err().contains(second), second);
    }

    @Test
    void aVersionThatIsStillComingIsGoneBackFromToWhatServes() {
        stage.released("v1", "rollout: {healthTimeout: 60s}");
        assertEquals(0, stage.run("deploy", "shop", "--version", "v2").exitCode());
        assertEquals(
                0,
                stage.run("deploy", "shop", "--version", "broken", "--wait=false")
                        .exitCode());
        stage.resources().await("shop", "the release to reach a host", RequestCommandsIT::mixed);

        var back = stage.run("rollback", "shop");

        assertEquals(0, back.exitCode(), back.text());
        assertTrue(back.out().startsWith("shop serves version v2 ("), back.text());
        assertEquals("v2", serving());
    }

    private static boolean mixed(Stagecraft resource) {
        return resource.getStatus().releases().getFirst().state().equals("Running")
                && resource.getStatus().hosts().stream()
                        .anyMatch(host -> !host.release()
                                .equals(Resources.current(resource).release()));
    }

    @Test
    void aRollbackWhosePlanWaitsIsShownAgainWhenItIsAskedForAgain() {
        stage.released("v1");
        assertEquals(0, stage.run("deploy", "shop", "--version", "v2").exitCode());
        stage.patch("{\"spec\": {\"approval\": {\"policy\": \"Always\"}}}");
        stage.golden("rollback-waits", stage.run("rollback", "shop"));
        var plan = Resources.plan(stage.resources().get("shop")).id();

        stage.golden("rollback-waits-again", stage.run("rollback", "shop"));
        assertEquals("v2", serving());

        assertEquals(0, stage.run("approve", "shop", plan).exitCode());
        assertEquals("v1", serving());
    }

    @Test
    void aReleaseThatFailedCannotBeGoneBackToAndIsTriedAgain() {
        stage.released("v1", "rollout: {healthTimeout: 5s, onFailure: Halt}");
        stage.shop().host("app-1").faults().fillDisk(true);
        var failed = stage.run("deploy", "shop", "--version", "v2");
        stage.golden("deploy-disk-full", failed);
        var id = Resources.latest(stage.resources().get("shop")).id();

        stage.golden("rollback-failed", stage.run("rollback", "shop", "--to", id));
        stage.golden("retry-fails", stage.run("retry", "shop"));
        stage.shop().host("app-1").faults().fillDisk(false);
        stage.golden("retry-dry-run", stage.run("retry", "shop", "--dry-run"));
        stage.golden("retry-json", stage.run("retry", "shop", "-o", "json"));

        assertEquals("v2", serving());
    }

    @Test
    void deletesAfterTheNameWasTypedAndWaitsUntilItIsGone() {
        stage.released("v1", "deletionPolicy: Delete");

        stage.golden("delete-nobody", stage.run("delete", "shop"));
        stage.golden("delete-no", stage.cli().terminal(100).input("shopp\n").run("delete", "shop", "--no-color"));
        stage.golden("delete-dry-run", stage.run("delete", "shop", "--dry-run"));
        // Which state is the last that is seen before it is gone differs.
        var deleted = stage.cli().terminal(100).input("shop\n").run("delete", "shop", "--no-color");

        assertEquals("shop is deleted\n", deleted.out(), deleted.text());
        assertTrue(deleted.err().contains("delete       the resource is being deleted"), deleted.text());
        assertTrue(
                deleted.err().contains("infra        app-2: remove the project's containers from host app-2: running"),
                deleted.text());
        assertNull(stage.resources().get("shop"));
        stage.golden("delete-unknown", stage.run("delete", "shop", "--yes"));
    }

    @Test
    void whatIsSuspendedIsResumed() {
        stage.released("v1");

        stage.golden("suspend-dry-run", stage.run("suspend", "shop", "--dry-run"));
        stage.golden("suspend", stage.run("suspend", "shop"));
        stage.golden("resume-dry-run", stage.run("resume", "shop", "--dry-run"));
        assertTrue(stage.resources().get("shop").getSpec().suspend());
        assertEquals("shop goes on\n", stage.run("resume", "shop").out());
    }

    @Test
    void whatIsRetainedIsSaid() {
        stage.released("v1");

        stage.golden("delete-retain", stage.run("delete", "shop", "--yes"));

        assertEquals(2, stage.shop().host("app-1").engine().containers().size());
    }
}
