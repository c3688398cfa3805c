package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files held against the ledger: a pure function, the same for a plan and for a run.
 *
 * @param pending what would run, in order
 * @param baselined what is recorded as applied without being run
 * @param checksums whose checksum in the ledger is written anew
 * @param settled rows that are moved out of {@code running}
 */
record Comparison(
        List<MigrationScript> pending,
        List<MigrationScript> baselined,
        List<MigrationScript> checksums,
        Map<String, State> settled,
        MigrationPlan plan) {
    Comparison {
        pending = List.copyOf(pending);
        baselined = List.copyOf(baselined);
        checksums = List.copyOf(checksums);
        settled = Map.copyOf(settled);
    }

    /**
     * What the database was found to have.
     *
     * @param otherTables where there are tables beside the ledger, see {@link Database#otherTables}
     * @param runner who is running now, if anybody is: then what is running is not unclear
     */
    record Found(Map<String, LedgerEntry> entries, Optional<String> otherTables, Optional<String> runner) {}

    static Comparison of(FileListing listing, Found found, RawConfig config, Optional<String> through) {
        var work = new ComparisonWork(listing, found, config);
        if (found.entries().isEmpty()) {
            work.first();
        } else {
            work.compare();
        }
        work.cut(through);
        return work.result();
    }
}
