package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool that the application ships migrates its database: once for each image, in a container on one host. */
@Timeout(120)
class MigrationToolIT {
    private final DatabaseShop stage = DatabaseShop.lit("tool");
    private final Resources resources = stage.resources();

    @BeforeEach
    void images() {
        for (var image : List.of("t1 finishing", "t2 finishing", "bad crash")) {
            var words = image.split(" ");
            stage.shop().registry().push("acme/tool", words[0], words[1]);
        }
    }

    @AfterEach
    void close() {
        stage.close();
    }

    /** The shop whose service {@code tool} has that image and migrates. */
    private String manifest(String version, String image, String strategy, String more) {
        var tool = "{engine: container, strategy: %s, providers: {container: {service: tool, command: [bin/migrate]}}}"
                .formatted(strategy);
        return stage.migrated(version, tool, more)
                .replace(
                        "      services: {web:",
                        "      services: {tool: {image: \"%s/acme/tool:%s\", restart: \"no\"}, web:"
                                .formatted(stage.shop().registry().authority(), image));
    }

    private Stagecraft release(String version, String image, String more) {
        resources.apply(manifest(version, image, "pre_deploy", more));
        return resources.await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    private Stagecraft approved(String version) {
        var waiting = resources.await(
                "shop",
                "the plan waits for approval",
                found -> found.getStatus().phase().equals("AwaitingApproval"));
        resources.annotate("shop", "approve", Resources.plan(waiting).id());
        return resources.await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    private List<SimulatedContainer> tools() {
        return stage.containers().stream()
                .filter(container -> container.name().contains("-migrate-main-"))
                .toList();
    }

    private int runs() {
        return stage.shop().host("app-1").engine().onceStarted();
    }

    @Test
    void toolRunsOnceForEachImageAndIsPlannedBeforehand() {
        var first = release("v1", "t1", "");
        assertEquals(1, runs());
        assertEquals(1, DatabaseShop.status(first).applied());
        var firstId = DatabaseShop.status(first).last();
        assertEquals(firstId, tools().getFirst().labels().get("dev.stagecraft.migration"));

        resources.apply(manifest("v2", "t1", "pre_deploy", ""));
        var same = resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(1, runs(), "the same image has nothing new");
        assertEquals(firstId, DatabaseShop.status(same).last());

        resources.apply(manifest("v2", "t2", "pre_deploy", ""));
        var waiting = resources.await(
                "shop",
                "what cannot be seen into waits",
                found -> found.getStatus().phase().equals("AwaitingApproval"));
        assertEquals("Risky", Resources.plan(waiting).migrations().getFirst().risk());
        var second = approved("v2");
        assertEquals(2, runs());
        assertEquals(2, DatabaseShop.status(second).applied());
        assertEquals(1, tools().size(), "what is recorded made room");
    }

    @Test
    void databaseThatServesAlreadyIsNotTakenForANewOne() {
        stage.file("001_items.sql", "CREATE TABLE items (id int);").release("v1", "pre_deploy", "");

        resources.apply(manifest("v1", "t1", "pre_deploy", ""));

        var waiting = resources.await(
                "shop",
                "what cannot be seen into waits",
                found -> found.getStatus().phase().equals("AwaitingApproval"));
        assertEquals("Risky", Resources.plan(waiting).migrations().getFirst().risk());
        assertEquals(0, runs());
    }

    @Test
    void failureEndsTheReleaseAndARetryRunsTheToolAgain() {
        release("v1", "t1", "");
        resources.apply(manifest("v2", "bad", "pre_deploy", "  approval: {policy: Automatic}\n"));

        var failed = resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");
        assertTrue(Resources.message(failed, "Released").contains("ended with exit code 1"));
        assertEquals("v1", Resources.version(failed));
        assertEquals(2, runs());
        var before = tools().getFirst().id();

        resources.annotate("shop", "retry", "1");
        resources.await(
                "shop",
                "it ran again",
                found -> tools().stream().noneMatch(container -> container.id().equals(before)));
        resources.awaitCondition("shop", "Stalled", "True", "MigrationFailed");
        assertEquals(3, runs());
    }

    @Test
    void requestRunsAManualToolOnce() {
        var automatic = "  approval: {policy: Automatic}\n";
        resources.apply(manifest("v1", "t1", "manual", automatic));
        resources.await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        assertEquals(0, runs(), "a release does not look at it");

        resources.annotate("shop", "migrate", "main@1");
        resources.await("shop", "it ran", found -> DatabaseShop.applied(found) == 1);
        assertEquals(1, runs());

        resources.apply(manifest("v2", "t2", "manual", automatic));
        resources.await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(1, runs());
        resources.annotate("shop", "migrate", "main@2");
        resources.await("shop", "that of the next image ran", found -> DatabaseShop.applied(found) == 2);
        assertEquals(2, runs());
    }

    @Test
    void requestForAToolGoesAfterTheReleaseThatBringsIt() {
        var automatic = "  approval: {policy: Automatic}\n";
        resources.apply(asking("main@1", manifest("v1", "t1", "manual", automatic)));
        var first = resources.await("shop", "that of the first image ran", found -> DatabaseShop.applied(found) == 1);
        assertEquals("v1", Resources.version(first));

        resources.apply(asking("main@2", manifest("v2", "t2", "manual", automatic)));
        var second = resources.await("shop", "that of the new image ran", found -> DatabaseShop.applied(found) == 2);
        assertEquals("v2", Resources.version(second));
        assertEquals(2, runs());
    }

    private static String asking(String request, String manifest) {
        return manifest.replace(
                "metadata: {name: shop}",
                "metadata: {name: shop, annotations: {stagecraft.dev/migrate: " + request + "}}");
    }
}
