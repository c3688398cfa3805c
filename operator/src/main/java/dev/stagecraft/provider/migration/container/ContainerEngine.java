package dev.stagecraft.provider.migration.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.migration.AppliedMigration;
import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.MigrationReport;
import java.util.List;
import java.util.Optional;

/**
 * One run of the application's own tool for each image and command. It keeps no ledger in the database: whether a run is done
 * is in the cluster's record, and before that in the container itself.
 */
public final class ContainerEngine implements MigrationEngine {
    private static final String ID = "container";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return ContainerConfig.read(config).violations();
    }

    @Override
    public List<MigrationRefusal> validate(MigrationJob job) {
        try {
            ContainerWork.read(job);
            return List.of();
        } catch (MigrationException fault) {
            return List.of(new MigrationRefusal(fault.reason(), fault.getMessage()));
        }
    }

    @Override
    public List<Migration> list(MigrationJob job) {
        return List.of(ContainerWork.read(job).migration());
    }

    /** Asks nobody: neither a database nor a host knows more than the record. */
    @Override
    public MigrationPlan plan(MigrationJob job) {
        var migration = ContainerWork.read(job).migration();
        var notes = job.files().isEmpty()
                ? List.<String>of()
                : List.of("the files of migrations.source are not used: the command brings its own");
        return job.oneOff().recorded(migration.id())
                ? new MigrationPlan(
                        List.of(),
                        List.of(new AppliedMigration(
                                migration.id(), Optional.of(migration.checksum()), Optional.empty())),
                        notes,
                        List.of())
                : new MigrationPlan(List.of(migration), List.of(), notes, List.of());
    }

    @Override
    public MigrationReport apply(MigrationJob job, MigrationListener listener) {
        return new ContainerRun(job, ContainerWork.read(job), listener).run();
    }
}
