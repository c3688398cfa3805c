package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Machines by command, with the operator over simulated droplets. */
@Timeout(180)
class InfraIT {
    private final OperatorStage stage = OperatorStage.lit("cliinfra");
    private final Resources resources = stage.resources();
    private final CliRun cli;

    InfraIT(@TempDir Path directory) {
        cli = CliRun.in(directory).cluster(resources.namespace());
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void golden(String name, CliRun.Result result) {
        cli.golden("phase/" + name, result, Map.of(resources.namespace(), "NAMESPACE"));
    }

    @Test
    void machinesArePlannedBroughtUpAndTakenAway() {
        resources.apply(
                stage.manifest("v1").with("  approval: {policy: Always}").yaml());
        resources.awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        golden("infra-plan", cli.run("infra", "plan", "shop"));
        golden("infra-plan-json", cli.run("infra", "plan", "-o", "json"));
        golden("infra-up-approval", cli.run("infra", "up", "shop"));
        golden("infra-up-dry", cli.run("infra", "up", "shop", "--dry-run"));

        resources.annotate(
                "shop", "approve", Resources.plan(resources.get("shop")).id());
        var up = cli.run("infra", "up", "shop");
        assertEquals(0, up.exitCode(), up.text());
        assertTrue(
                up.out()
                        .matches(
                                "(?s)HOST +ROLE +STATE +ADDRESS +MESSAGE\napp-1 +app +Ready .*\napp-2 +app +Ready .*\n"),
                up.out());
        resources.awaitReady("shop");
        var done = cli.run("infra", "plan");
        assertEquals(0, done.exitCode());
        assertTrue(done.out().startsWith("Nothing is to be done to the machines of shop.\nHOST "), done.out());

        golden("infra-down-pipe", cli.run("infra", "down", "shop"));
        golden("infra-down-dry", cli.run("infra", "down", "shop", "--dry-run"));
        var other = cli.input("shopp\n").terminal(120).run("infra", "down", "shop");
        assertEquals(1, other.exitCode());
        assertTrue(other.err().endsWith("error: That is not its name: nothing was changed.\n"), other.err());
        assertNotNull(resources.get("shop"));

        var down = cli.input("shop\n").run("infra", "down", "shop");
        assertEquals(0, down.exitCode(), down.text());
        // Which state is the last that is seen before it is gone differs.
        golden("infra-down", new CliRun.Result(0, down.out(), ""));
        assertNull(resources.get("shop"));
        assertEquals(0, stage.droplets().size());
        assertEquals(2, stage.deletes());
    }

    @Test
    void whatIsProtectedSuspendedOrNotThereIsRefused() {
        resources.apply(
                stage.manifest("v1").yaml().replace("count: 2}]", "count: 1}, {name: db, role: db, protect: true}]")
                        + "  suspend: true\n");

        golden("infra-down-protected", cli.run("infra", "down", "shop", "--yes"));
        golden("infra-down-unknown", cli.run("infra", "down", "other", "--yes"));
        golden("infra-down-usage", cli.run("infra", "down"));
        golden("infra-up-suspended", cli.run("infra", "up"));
        assertNotNull(resources.get("shop"));
    }

    @Test
    void whatKeepsHostsFromBeingReadyIsTold() {
        stage.token("another");
        resources.apply(stage.manifest("v1").yaml());

        golden("infra-up-stalled", cli.run("infra", "up"));
    }
}
