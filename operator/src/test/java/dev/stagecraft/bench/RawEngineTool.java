package dev.stagecraft.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.provider.migration.raw.RawEngine;
import dev.stagecraft.sandbox.database.TestDatabase;
import dev.stagecraft.secret.Secret;
import java.util.Optional;

/** Our engine, with the calls of the step that migrates: list, plan, apply. */
record RawEngineTool(GeneratedMigrations migrations) implements MigrationTool {
    @Override
    public String name() {
        return "Stagecraft, engine `raw`";
    }

    @Override
    public void apply(TestDatabase database) {
        var engine = new RawEngine();
        var job = new MigrationJob(
                new MigrationTarget("main", Secret.of(database.url()), Route.direct()),
                migrations.files(),
                JsonNodeFactory.instance.objectNode(),
                "rel-20261122-101500123",
                "bench",
                Optional.empty());
        engine.list(job);
        engine.plan(job);
        engine.apply(job, MigrationListener.NONE);
    }
}
