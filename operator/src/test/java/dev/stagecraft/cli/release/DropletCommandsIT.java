package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands where machines are made and deleted. */
@Timeout(120)
class DropletCommandsIT {
    @TempDir
    Path directory;

    private final OperatorStage stage = OperatorStage.dark("cli-droplets", Map.of());
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private CliRun.Result run(String... args) {
        return CliRun.in(directory).cluster(resources.namespace()).run(args);
    }

    private void golden(String name, CliRun.Result result) {
        CliRun.in(directory)
                .golden(
                        "release/" + name,
                        new CliRun.Result(result.exitCode(), result.out(), ReleaseStage.ordered(result.err())),
                        Map.of(resources.namespace(), "NAMESPACE"));
    }

    @Test
    void machinesAreMadeTakenAwayWithConsentAndDeleted() throws Exception {
        // Given a resource that no operator has seen, then it is waited for
        resources.apply(stage.manifest("v2").yaml());
        var first = CompletableFuture.supplyAsync(
                () -> run("deploy", "shop", "--version", "v1"),
                task -> Thread.ofVirtual().start(task));
        resources.await(
                "shop", "the version", found -> found.getSpec().version().equals("v1"));
        stage.start();
        var released = first.get(90, TimeUnit.SECONDS);
        assertEquals(0, released.exitCode(), released.text());
        assertTrue(released.err().contains("app-2: create the machine of host app-2: completed"), released.text());
        assertEquals("v1", Resources.version(resources.get("shop")));

        // When a machine is to go, then somebody must agree to what it says
        resources.apply(stage.manifest("v1").count(1).yaml());
        resources.await("shop", "the plan", Conditions::awaitsApproval);
        golden("deploy-waits-destructive", run("deploy", "shop", "--version", "v1"));
        golden("approve-destructive", run("approve", "shop", "--yes"));
        resources.awaitReady("shop");
        assertEquals(1, stage.droplets().size());

        golden("delete-dry-run-retain", run("delete", "shop", "--dry-run"));
        resources.apply(
                stage.manifest("v1").count(1).with("  deletionPolicy: Delete").yaml());
        golden("delete-dry-run-machines", run("delete", "shop", "--dry-run"));
        var deleted = run("delete", "shop", "--yes");
        assertEquals(0, deleted.exitCode(), deleted.text());
        assertTrue(stage.droplets().isEmpty());
    }
}
