package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real PostgreSQL is reached through a host of a role. */
@Timeout(120)
class MigrationRouteIT {
    private static final String THROUGH_APP =
            "{engine: raw, source: {configMapRef: {name: shop-migrations}}, via: {role: app}}";

    @Test
    void databaseIsMigratedThroughAHostAndNoOtherWay() {
        try (var stage = DatabaseShop.lit("route")) {
            var host = stage.shop().host("app-1");
            stage.file("001_items.sql", "CREATE TABLE items (id int);").publish();
            stage.resources().apply(stage.migrated("v1", THROUGH_APP, ""));
            stage.resources().await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
            assertEquals(List.of("001_items"), stage.ledger());

            host.faults().refuseForwarding(true);
            stage.file("002_more.sql", "CREATE TABLE more (id int);").publish();
            stage.resources().apply(stage.migrated("v2", THROUGH_APP, ""));
            var waits = stage.resources().awaitCondition("shop", "Ready", "False", "ConnectionFailed");
            var said = Resources.message(waits, "Ready");
            assertTrue(said.contains("through the role app") && said.contains("AllowTcpForwarding"), said);
            assertEquals("v1", Resources.version(waits));
            assertEquals(List.of("001_items"), stage.ledger());

            host.faults().refuseForwarding(false);
            stage.resources().await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
            assertEquals(List.of("001_items", "002_more"), stage.ledger());
        }
    }

    @Test
    void firstReleaseMakesTheHostThatTheWayLeadsThrough() {
        var database = TestDatabase.create(DatabaseKind.POSTGRESQL, Path.of("unused"));
        try (var stage = OperatorStage.lit("route-new")) {
            var resources = stage.resources();
            resources.secret("shop-db", Map.of("url", database.url()));
            resources.configMap("shop-migrations", Map.of("001_items.sql", "CREATE TABLE items (id int);"));

            resources.apply(stage.manifest("v1")
                    .with("  databases: {main: {connection: {secretRef: {name: shop-db}}, migrations: " + THROUGH_APP
                            + "}}\n  approval: {policy: Always}")
                    .yaml());
            var waiting = resources.await(
                    "shop", "the plan waits", found -> found.getStatus().phase().equals("AwaitingApproval"));
            var plan = Resources.plan(waiting);
            assertEquals("001_items", plan.migrations().getFirst().id());
            assertTrue(
                    plan.notes().toString().contains("database main: the way to it leads through a host of role app"),
                    plan.notes()::toString);
            assertEquals(0, stage.creates());

            resources.annotate("shop", "approve", plan.id());
            var ready = resources.awaitReady("shop");

            assertEquals(1, DatabaseShop.status(ready).applied());
            assertEquals(List.of("001_items done"), database.rows("SELECT id, state FROM stagecraft_migrations"));
        }
    }
}
