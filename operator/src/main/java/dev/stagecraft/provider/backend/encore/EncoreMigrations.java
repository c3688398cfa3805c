package dev.stagecraft.provider.backend.encore;

import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppDatabase;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.app.SourceLook;
import dev.stagecraft.provider.app.SourcePath;
import dev.stagecraft.provider.backend.encore.Declaration.Database;
import dev.stagecraft.provider.backend.encore.Declaration.Migrations;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which directories of migrations an application has: an image that one hosts oneself does not run them. */
sealed interface EncoreMigrations {
    /** Tools whose files are SQL files of their own, one beside the other. */
    Set<String> PLAIN_FILES = Set.of("", "drizzle");

    /** By database of the resource. */
    record Directories(SortedMap<String, String> byDatabase) implements EncoreMigrations {}

    record Refused(AppAnswer.Refused why) implements EncoreMigrations {}

    static EncoreMigrations of(EncoreConfig config, AppRequest request, EncoreProject project) {
        var directories = new TreeMap<String, String>();
        var declared = new TreeMap<String, String>();
        for (Declaration declaration : project.declarations()) {
            if (declaration instanceof Database database) {
                String path = "databases." + database.name();
                String twice = declared.putIfAbsent(database.name(), database.where());
                if (twice != null) {
                    return project(
                            path,
                            "The database '%s' is declared twice: in %s and in %s."
                                    .formatted(database.name(), twice, database.where()));
                }
                EncoreConfig.Sql sql = config.databases().get(database.name());
                if (sql == null) {
                    return config(
                            path,
                            "The application has the database '%s' (%s): say here where it is."
                                    .formatted(database.name(), database.where()));
                }
                if (database.migrations().isPresent() && sql.migrations()) {
                    String target = sql.database().orElse(database.name());
                    Optional<AppDatabase> known = request.databases().stream()
                            .filter(candidate -> candidate.name().equals(target))
                            .findFirst();
                    if (known.isEmpty()) {
                        return config(path + ".database", unknown(database, target));
                    }
                    if (!known.get().hasMigrations()) {
                        Migrations migrations = database.migrations().get();
                        Optional<Refused> fault = fault(database, migrations, request, path);
                        if (fault.isPresent()) {
                            return fault.get();
                        }
                        if (directories.putIfAbsent(
                                        target, directory(database, migrations).orElseThrow())
                                != null) {
                            return config(
                                    path + ".database",
                                    "Two databases of the application are '%s' of spec.databases.".formatted(target));
                        }
                    }
                }
            }
        }
        return new Directories(directories);
    }

    private static Optional<Refused> fault(Database database, Migrations migrations, AppRequest request, String path) {
        if (!PLAIN_FILES.contains(migrations.source())) {
            return Optional.of(project(
                    path + ".migrations",
                    ("%s has migrations of '%s', which are not single SQL files. Set migrations: false here, and let the engine"
                                    + " 'container' or a hook run the tool.")
                            .formatted(database.where(), migrations.source())));
        }
        Optional<String> directory = directory(database, migrations);
        if (directory.isEmpty()) {
            return Optional.of(project(
                    path,
                    "%s names '%s' for its migrations, which leaves the repository."
                            .formatted(database.where(), migrations.path())));
        }
        return new SourceLook(request.tree())
                .noDirectory(directory.get())
                .map(why ->
                        project(path, "%s names a directory for its migrations. %s".formatted(database.where(), why)));
    }

    private static Optional<String> directory(Database database, Migrations migrations) {
        String file = database.file();
        return SourcePath.resolve(file.substring(0, Math.max(0, file.lastIndexOf('/'))), migrations.path());
    }

    private static String unknown(Database database, String target) {
        return ("The migrations of '%s' (%s) would never run: spec.databases has no '%s'. Declare it, name another one here, or set"
                        + " migrations: false.")
                .formatted(database.name(), database.where(), target);
    }

    private static Refused project(String path, String message) {
        return new Refused(new AppAnswer.Refused(ErrorCode.INVALID_PROJECT, path, message));
    }

    private static Refused config(String path, String message) {
        return new Refused(new AppAnswer.Refused(ErrorCode.INVALID_CONFIG, path, message));
    }
}
