package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.OperatorProcess;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator is killed while a migration of a release runs. */
@Timeout(180)
class MigrationKillIT {
    private final DatabaseShop stage = new DatabaseShop("migratekill");

    @AfterEach
    void close() {
        stage.close();
    }

    private OperatorProcess start() {
        return OperatorProcess.start(SharedControlPlane.get().kubeconfig(), stage.environment());
    }

    @Test
    void migrationOfAReleaseRunsOnceThoughTheOperatorDiesInIt() throws SQLException {
        stage.database().run("CREATE TABLE counter (n int)", "INSERT INTO counter VALUES (0)");
        stage.file("001_first.sql", "CREATE TABLE first (id int);\n")
                .file("002_count.sql", "UPDATE counter SET n = n + 1 WHERE n >= 0;\n")
                .file("003_last.sql", "CREATE TABLE last (id int);\n")
                .publish();
        var manifest = stage.manifest("v1", "pre_deploy", "  approval: {policy: Automatic}\n")
                .replace("raw: {", "raw: {baseline: 001_first, ");
        stage.resources().apply(manifest);

        try (var holder = stage.database().connect()) {
            holder.setAutoCommit(false);
            try (var statement = holder.createStatement()) {
                statement.execute("SELECT n FROM counter FOR UPDATE");
            }
            for (int i = 0; i < 2; i++) {
                try (var operator = start()) {
                    stage.resources()
                            .await(
                                    "shop",
                                    "002_count is being applied",
                                    found ->
                                            found.getStatus().waitingFor().contains("applying 002_count") && waiting());
                    assertTrue(operator.alive());
                }
            }
            holder.rollback();
        }
        try (var operator = start()) {
            stage.resources().await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
            assertTrue(operator.alive());
        }

        assertEquals(List.of("1"), stage.database().rows("SELECT n FROM counter"));
        assertEquals(List.of("001_first", "002_count", "003_last"), stage.ledger());
        assertEquals(1, stage.resources().releases().size());
    }

    /** Whether a session of the operator waits for the row, so that the file has begun. */
    private boolean waiting() {
        return !stage.database()
                .rows(
                        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE counter%'")
                .isEmpty();
    }
}
