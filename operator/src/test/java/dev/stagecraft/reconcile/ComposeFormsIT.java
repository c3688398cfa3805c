package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.BorrowedHost;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compose files as people write them, released on one borrowed host. */
class ComposeFormsIT {
    private final BorrowedHost stage = new BorrowedHost();
    private Resources resources;
    private StagecraftOperator operator;

    @BeforeEach
    void start() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "forms"));
        stage.credentials(resources);
        operator = TestOperator.start(
                SharedControlPlane.get().config(), resources.namespace(), URI.create("http://127.0.0.1:1"));
    }

    @AfterEach
    void stop() {
        operator.close();
        stage.close();
    }

    @Test
    void labelsWrittenAsAListAreReadBack() {
        resources.apply(stage.yaml("web: {image: WEB, labels: [\"team=shop\", bare]}", ""));

        resources.awaitReady("shop");

        var web = stage.containers("web").getFirst();
        assertEquals("shop", web.labels().get("team"));
        assertTrue(web.labels().containsKey("dev.stagecraft.owner"));
    }
}
