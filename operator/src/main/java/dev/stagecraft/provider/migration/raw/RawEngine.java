package dev.stagecraft.provider.migration.raw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.MigrationReport;
import java.util.List;

/** Plain SQL files, in order, each once. */
public final class RawEngine implements MigrationEngine {
    private static final String ID = "raw";

    private final RawSettings settings;

    /** For servers only, as the class path finds it. */
    public RawEngine() {
        this(RawSettings.DEFAULT);
    }

    public RawEngine(RawSettings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return RawConfig.read(config).violations();
    }

    @Override
    public List<MigrationRefusal> validate(MigrationJob job) {
        try {
            return DatabaseJob.read(job, settings).listing().refusals();
        } catch (MigrationException fault) {
            return List.of(new MigrationRefusal(fault.reason(), fault.getMessage()));
        }
    }

    @Override
    public List<Migration> list(MigrationJob job) {
        FileListing listing = DatabaseJob.read(job, settings).listing();
        Refusals.stop(listing.refusals());
        return listing.scripts().stream().map(MigrationScript::migration).toList();
    }

    @Override
    public MigrationPlan plan(MigrationJob job) {
        DatabaseJob read = DatabaseJob.read(job, settings);
        return new Connections(read, true)
                .use(() -> 0, session -> new Looking(session, read).compare().plan());
    }

    @Override
    public MigrationReport apply(MigrationJob job, MigrationListener listener) {
        return new Runner(DatabaseJob.read(job, settings), listener).run();
    }
}
