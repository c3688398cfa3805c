package dev.stagecraft.provider.migration.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationReport;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.Route;
import dev.stagecraft.sandbox.database.DatabaseKind;
import dev.stagecraft.sandbox.database.TestDatabase;
import dev.stagecraft.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A database, the engine, and a directory of files that a test changes. */
final class Scene {
    final TestDatabase database;
    final RawSettings settings;
    final RawEngine engine;
    final Map<String, String> files = new TreeMap<>();
    String config = "{}";
    String url;

    Scene(DatabaseKind kind, Path directory) {
        this.database = TestDatabase.create(kind, directory);
        this.settings = new RawSettings(Optional.of(directory));
        this.engine = new RawEngine(settings);
        this.url = database.url();
    }

    Scene file(String name, String content) {
        files.put(name, content);
        return this;
    }

    MigrationJob job(String holder) {
        return new MigrationJob(
                new MigrationTarget("main", Secret.of(url), Route.direct()),
                files.entrySet().stream()
                        .map(file -> new MigrationFile(file.getKey(), file.getValue()))
                        .toList(),
                json(config),
                "rel-1",
                holder,
                Optional.empty());
    }

    MigrationPlan plan() {
        return engine.plan(job("operator-a"));
    }

    MigrationReport apply() {
        return engine.apply(job("operator-a"), MigrationListener.NONE);
    }

    List<String> pending() {
        return plan().pending().stream().map(migration -> migration.id()).toList();
    }

    /** Id and state of each row of the ledger. */
    List<String> ledger() {
        return database.rows("SELECT id, state FROM stagecraft_migrations ORDER BY id");
    }

    static JsonNode json(String yaml) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
