package dev.stagecraft.provider.migration.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationDirectives;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.OneOff;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What a job comes to: one migration, named after the image and the command. */
record ContainerWork(ContainerConfig config, Migration migration, OneOff.Program program) {
    private static final int KEY = 12;

    /** @throws MigrationException if the job cannot be done as it is */
    static ContainerWork read(MigrationJob job) {
        var reading = ContainerConfig.read(job.config());
        if (!reading.violations().isEmpty()) {
            throw unusable(reading.violations().stream()
                    .map(fault -> fault.path() + ": " + fault.message())
                    .toList());
        }
        var config = reading.config();
        var image = job.oneOff()
                .image(config.service())
                .orElseThrow(() -> unusable(
                        List.of("service: the compose file has no service '%s' whose image could run the migrations."
                                .formatted(config.service()))));
        var hash = hash(image, config);
        var key = hash.substring(0, KEY);
        var migration = new Migration(
                "container-" + key,
                hash,
                config.risk(),
                List.of("runs '%s' of service %s once; what it does to the database cannot be seen beforehand"
                        .formatted(String.join(" ", config.command()), config.service())),
                MigrationDirectives.NONE);
        return new ContainerWork(
                config, migration, new OneOff.Program(migration.id(), key, config.service(), config.command()));
    }

    /** No two commands have the same bytes: a word holds no NUL. */
    private static String hash(String image, ContainerConfig config) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((image + "\0" + config.service()).getBytes(UTF_8));
            for (var word : config.command()) {
                digest.update(("\0" + word).getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static MigrationException unusable(List<String> faults) {
        return new MigrationException(
                MigrationException.Code.INVALID_CONFIG,
                MigrationReason.INVALID_CONFIGURATION,
                "The migrations cannot be run by a container: " + String.join(" ", faults));
    }
}
