package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What whoever runs the operator allows.
 *
 * @param sqliteDirectory where SQLite databases may be. A path in a Secret is one on the operator's own disk: without a
 *     directory that is meant for it, anybody with a Secret could write there
 */
public record RawSettings(Optional<Path> sqliteDirectory) {
    /** Servers only. */
    public static final RawSettings DEFAULT = new RawSettings(Optional.empty());

    private static final String VARIABLE = "STAGECRAFT_SQLITE_DIRECTORY";

    void check(DatabaseUrl url) {
        if (url.dialect() != Dialect.SQLITE) {
            return;
        }
        Path directory = sqliteDirectory.orElseThrow(
                () -> refused("an SQLite database is a file on the operator's own disk, and the operator's setting "
                        + VARIABLE + " names no directory for such files"));
        try {
            Path file = Path.of(url.database());
            Path parent = file.getParent();
            if (parent == null
                    || !parent.toRealPath().startsWith(directory.toRealPath())
                    || Files.isSymbolicLink(file)) {
                throw refused("its file is not below the directory that the operator's setting " + VARIABLE
                        + " names, or is a symbolic link");
            }
        } catch (IOException | InvalidPathException missing) {
            throw refused("the directory of its file is not there");
        }
    }

    private static MigrationException refused(String why) {
        return new MigrationException(
                MigrationException.Code.UNSUPPORTED,
                MigrationReason.UNSUPPORTED,
                "The connection string in the Secret is refused: " + why
                        + ". Use a database server, or have it allowed.");
    }
}
