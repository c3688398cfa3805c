package dev.stagecraft.reconcile.step;

import dev.stagecraft.compose.ImageReference;
import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageFiles;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitFiles;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceFiles;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the files of a database's migrations from where they are. Blocks; thread-safe. */
public final class MigrationSources {
    private static final String GIT = "spec.source.git.";

    private final GitFiles git;
    private final ImageFiles images;

    public MigrationSources(GitFiles git, ImageFiles images) {
        this.git = git;
        this.images = images;
    }

    /** The same, with what is in Git read from there. */
    public MigrationSources reading(GitFiles files) {
        return new MigrationSources(files, images);
    }

    /** What came of reading. */
    public sealed interface Answer {
        /**
         * The files.
         *
         * @param state names what was read, so that the same can be read again; empty where the files are given as they are
         */
        record Files(List<MigrationFile> files, Optional<String> state) implements Answer {
            public Files {
                files = List.copyOf(files);
            }
        }

        /** A person must change something. */
        record Refused(Finding why) implements Answer {}

        /** It may work later. */
        record Trouble(Finding why) implements Answer {}
    }

    /**
     * The files of the database.
     *
     * @param state what an earlier answer named, to read the same again
     * @param pinned service to image pinned by digest
     * @param registry the logins with which images are read
     */
    public Answer read(
            Database database, Optional<String> state, Map<String, String> pinned, RegistryCredentials registry) {
        return switch (database.source()) {
            case Database.Source.Listed(var files) -> new Answer.Files(files, Optional.empty());
            case Database.Source.Brought() -> new Answer.Files(List.of(), Optional.empty());
            case Database.Source.InGit(var location, var directory) ->
                git(
                        database,
                        state.map(commit -> new GitLocation(location.url(), commit, location.credentials()))
                                .orElse(location),
                        directory);
            case Database.Source.InImage(var service, var directory) ->
                image(database, service, directory, pinned, registry);
        };
    }

    private Answer git(Database database, GitLocation location, String directory) {
        return switch (git.read(location, directory)) {
            case GitDirectory.Found(var commit, var files) -> new Answer.Files(files(files), Optional.of(commit));
            case GitDirectory.GitUnauthorized(var message) ->
                new Answer.Refused(new Finding("GitUnauthorized", GIT + "credentials: " + message));
            case GitDirectory.GitUnreachable(var message, var retryable) -> {
                var finding = new Finding("GitUnreachable", GIT + "url: " + message);
                yield retryable ? new Answer.Trouble(finding) : new Answer.Refused(finding);
            }
            case GitDirectory.GitRefNotFound(var message) ->
                new Answer.Refused(new Finding("GitRefNotFound", GIT + "ref: " + message));
            case GitDirectory.GitPathNotFound(var message) ->
                new Answer.Refused(new Finding("GitPathNotFound", database.path() + ".source.path: " + message));
            case GitDirectory.GitRefused(var field, var message) ->
                new Answer.Refused(new Finding("GitRefused", field(database, field) + ": " + message));
            case GitDirectory.GitNotImplemented(var field, var message) ->
                new Answer.Refused(new Finding("NotImplemented", field(database, field) + ": " + message));
        };
    }

    private static String field(Database database, String field) {
        return field.equals("path") ? database.path() + ".source.path" : GIT + field;
    }

    private Answer image(
            Database database,
            String service,
            String directory,
            Map<String, String> pinned,
            RegistryCredentials registry) {
        var path = database.path() + ".source.image";
        var image = Optional.ofNullable(pinned.get(service)).flatMap(ImageReference::parse);
        if (image.isEmpty()) {
            return new Answer.Refused(new Finding(
                    "InvalidSpec", path + ".service: the compose file has no service " + service + " with an image"));
        }
        var found = image.get();
        var name = new ImageName(found.registry(), found.path(), Optional.empty(), found.digest());
        return switch (images.read(name, directory, registry)) {
            case ImageDirectory.Found(var files) -> new Answer.Files(files(files), found.digest());
            case ImageDirectory.NotFound(var message) ->
                new Answer.Refused(new Finding("ImagePathNotFound", path + ".path: " + message));
            case ImageDirectory.Unauthorized(var message) ->
                new Answer.Refused(new Finding("ImageUnauthorized", path + ": " + message));
            case ImageDirectory.Refused(var message) ->
                new Answer.Refused(new Finding("ImageRefused", path + ": " + message));
            case ImageDirectory.Unreachable(var message, var retryable) -> {
                var finding = new Finding("RegistryUnreachable", path + ": " + message);
                yield retryable ? new Answer.Trouble(finding) : new Answer.Refused(finding);
            }
        };
    }

    private static List<MigrationFile> files(SourceFiles files) {
        return Stream.concat(
                        files.byName().entrySet().stream()
                                .map(file -> MigrationFile.of(
                                        file.getKey(), file.getValue().text())),
                        files.directories().stream().map(MigrationFile::directory))
                .toList();
    }
}
