package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Optional;

/** A job whose connection string, configuration and files are read. */
record DatabaseJob(
        MigrationTarget target,
        Database database,
        FileListing listing,
        RawConfig config,
        RunnerName runner,
        Optional<String> through,
        Sanitizer sanitizer) {

    /** @throws MigrationException if the connection string cannot be used, or here not */
    static DatabaseJob read(MigrationJob job, RawSettings settings) {
        RawConfig.Reading reading = RawConfig.read(job.config());
        if (!reading.violations().isEmpty()) {
            throw new IllegalArgumentException("The configuration is faulty; check it first.");
        }
        DatabaseUrl url = UrlReader.read(job.target().url());
        settings.check(url);
        var secrets = List.of(
                url.password(),
                job.target().url(),
                Secret.of(job.target().url().reveal().strip()));
        return new DatabaseJob(
                job.target(),
                Database.of(url),
                FileListing.of(url.dialect(), job.files()),
                reading.config(),
                new RunnerName(job.release(), job.holder()),
                job.through(),
                Sanitizer.of(secrets));
    }
}
