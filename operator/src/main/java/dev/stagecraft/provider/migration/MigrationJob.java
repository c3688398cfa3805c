package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Everything an engine needs to know.
 *
 * @param files in any order
 * @param config what {@link MigrationEngine#check} found no fault in
 * @param release the release that the migrations belong to, for the record
 * @param holder who runs, for the record and for others who wait: the operator's instance
 * @param through the id of the last migration that may run now; all if empty
 * @param oneOff for engines that run programs of the application
 */
public record MigrationJob(
        MigrationTarget target,
        List<MigrationFile> files,
        JsonNode config,
        String release,
        String holder,
        Optional<String> through,
        OneOff oneOff) {
    public MigrationJob {
        requireNonNull(target, "target");
        requireNonNull(config, "config");
        requireNonNull(release, "release");
        requireNonNull(holder, "holder");
        requireNonNull(through, "through");
        requireNonNull(oneOff, "oneOff");
        files = List.copyOf(files);
    }

    /** A job that runs nothing of the application. */
    public MigrationJob(
            MigrationTarget target,
            List<MigrationFile> files,
            JsonNode config,
            String release,
            String holder,
            Optional<String> through) {
        this(target, files, config, release, holder, through, OneOff.NONE);
    }
}
