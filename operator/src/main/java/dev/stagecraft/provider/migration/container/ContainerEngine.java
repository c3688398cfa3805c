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
import java.util.ArrayList;
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
    public boolean readsFiles() {
        return false;
    }

    @Override
    public boolean connects() {
        return false;
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
        var recorded = job.oneOff().recorded();
        boolean done = recorded.contains(migration.id());
        var applied = new ArrayList<AppliedMigration>();
        if (done) {
            applied.add(new AppliedMigration(migration.id(), Optional.of(migration.checksum()), Optional.empty()));
        }
        recorded.stream()
                .filter(id -> !id.equals(migration.id()))
                .map(id -> new AppliedMigration(id, Optional.empty(), Optional.empty()))
                .forEach(applied::add);
        return new MigrationPlan(done ? List.of() : List.of(migration), applied, List.of(), List.of());
    }

    @Override
    public MigrationReport apply(MigrationJob job, MigrationListener listener) {
        return new ContainerRun(job, ContainerWork.read(job), listener).run();
    }
}
