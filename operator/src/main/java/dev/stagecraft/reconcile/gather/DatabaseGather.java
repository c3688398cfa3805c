package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.DatabaseSpec;
import dev.stagecraft.api.v1alpha1.MigrationSource;
import dev.stagecraft.api.v1alpha1.MigrationSpec;
import dev.stagecraft.api.v1alpha1.MigrationVia;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the engine of each database, lets it check its configuration, and reads the Secrets and ConfigMaps that are named. */
final class DatabaseGather {
    private final ProviderRegistry<MigrationEngine> engines;
    private final Reading reading;

    DatabaseGather(ProviderRegistry<MigrationEngine> engines, Reading reading) {
        this.engines = engines;
        this.reading = reading;
    }

    /** The databases that have migrations, by name. */
    List<Database> resolve(StagecraftSpec spec) {
        return resolve(spec, Map.of(), Optional.empty());
    }

    /**
     * The databases that have migrations, by name.
     *
     * @param directories of the source with migrations that a provider knows, by database; what the resource names goes before
     */
    List<Database> resolve(StagecraftSpec spec, Map<String, String> directories, Optional<Source> commit) {
        var databases = new ArrayList<Database>();
        new TreeMap<>(spec.databases()).forEach((name, database) -> {
            var url = url(database, "spec.databases." + name + ".connection.secretRef");
            var migrations = database.migrations();
            if (migrations != null) {
                databases.add(database(spec, name, migrations, url, found(directories, commit, name), commit));
            }
        });
        return databases;
    }

    private Secret url(DatabaseSpec database, String path) {
        var connection = database.connection();
        var reference = connection == null ? null : connection.secretRef();
        if (reference == null) {
            throw Rejected.at("InvalidSpec", path, "no Secret is named; name one that holds the database's URL");
        }
        var key = reference.key().isEmpty() ? "url" : reference.key();
        var url = reading.secret(reference.name(), key, path);
        reading.conceal(UrlPasswords.of(url));
        return url;
    }

    private static Optional<Database.Source> found(
            Map<String, String> directories, Optional<Source> commit, String name) {
        return Optional.ofNullable(directories.get(name))
                .flatMap(directory -> commit.map(source -> new Database.Source.InGit(source.location(), directory)));
    }

    private Database database(
            StagecraftSpec spec,
            String name,
            MigrationSpec migrations,
            Secret url,
            Optional<Database.Source> found,
            Optional<Source> commit) {
        var path = "spec.databases." + name + ".migrations";
        var engine = engine(migrations, path);
        var via = Optional.ofNullable(migrations.via()).map(MigrationVia::role);
        if (via.isPresent() && !engine.connects()) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".via",
                    "the engine " + engine.id() + " does not connect to the database itself; remove the field");
        }
        var config = migrations.config().orElse(JsonNodeFactory.instance.objectNode());
        Violations.refuse(engine.check(config), path + ".providers." + engine.id());
        return new Database(
                name,
                path,
                MigrationStrategy.of(migrations.strategy()),
                engine,
                config,
                url,
                migrations.source() == null && engine.readsFiles() && found.isPresent()
                        ? found.get()
                        : source(spec, engine, migrations.source(), path + ".source", commit),
                via);
    }

    private MigrationEngine engine(MigrationSpec migrations, String path) {
        return engines.find(migrations.engine()).orElseThrow(() -> {
            var violation = engines.unknownProvider(path + ".engine", migrations.engine());
            return Rejected.at("InvalidSpec", violation.path(), violation.message());
        });
    }

    private Database.Source source(
            StagecraftSpec spec,
            MigrationEngine engine,
            @Nullable MigrationSource source,
            String path,
            Optional<Source> commit) {
        if (!engine.readsFiles()) {
            if (source != null) {
                throw Rejected.at(
                        "InvalidSpec",
                        path,
                        "the engine " + engine.id() + " reads no files, it brings its own; remove the field");
            }
            return new Database.Source.Brought();
        }
        if (source == null) {
            throw Rejected.at("InvalidSpec", path, "no source is named; set configMapRef, path or image");
        }
        if (source.configMapRef() != null) {
            return new Database.Source.Listed(
                    reading.configMapFiles(source.configMapRef().name(), path + ".configMapRef").entrySet().stream()
                            .map(file -> MigrationFile.of(file.getKey(), file.getValue()))
                            .sorted(Comparator.comparing(MigrationFile::name))
                            .toList());
        }
        if (source.image() != null) {
            return new Database.Source.InImage(
                    source.image().service(), source.image().path());
        }
        var git = spec.source() == null ? null : spec.source().git();
        if (git == null) {
            throw Rejected.at("InvalidSpec", path + ".path", "there is no spec.source.git that it could be a path in");
        }
        // What is released with images or files of a commit is migrated by that commit, wherever its branch is by now.
        var location = commit.map(Source::location).orElseGet(() -> SourceGather.location(git, reading));
        return new Database.Source.InGit(location, source.path());
    }

    /** Refuses migrations out of an image that only the release makes: a plan shows them, and is made before. */
    static void check(List<Database> databases, List<Build> builds) {
        for (var database : databases) {
            if (database.source() instanceof Database.Source.InImage(var service, var directory)
                    && builds.stream().anyMatch(build -> build.services().contains(service))) {
                throw Rejected.at(
                        "InvalidSpec",
                        database.path() + ".source.image.service",
                        "the image of service " + service
                                + " is built by the release and is not there when its migrations"
                                + " are planned; name their directory in the source with source.path");
            }
        }
    }

    /** What a release of these would run, as far as it is known without leaving the cluster; manual ones are no part of it. */
    static Map<String, Object> fingerprint(List<Database> databases, Optional<Source> commit) {
        var prints = new TreeMap<String, Object>();
        databases.stream()
                .filter(database -> database.strategy() != MigrationStrategy.MANUAL)
                .forEach(database -> prints.put(
                        database.name(), Map.of("engine", database.engine().id(), "source", print(database, commit))));
        return prints;
    }

    /** Files of a commit count by what they are: the next commit may have left them alone. */
    private static Map<String, String> print(Database database, Optional<Source> commit) {
        return switch (database.source()) {
            case Database.Source.Brought() ->
                Map.of("config", CanonicalJson.hash(database.config().toString()));
            case Database.Source.Listed(var files) -> {
                var contents = new TreeMap<String, String>();
                files.forEach(file -> contents.put(file.name(), CanonicalJson.hash(file.content())));
                yield contents;
            }
            case Database.Source.InGit(var location, var directory) ->
                Map.of(
                        "url",
                        location.url(),
                        "ref",
                        commit.map(source -> source.tree().id(directory).orElse(""))
                                .orElse(location.ref()),
                        "path",
                        directory);
            case Database.Source.InImage(var service, var directory) -> Map.of("service", service, "path", directory);
        };
    }

    /** All that is read of databases and must not be shown. */
    static List<Secret> secrets(List<Database> databases) {
        var secrets = new ArrayList<Secret>();
        for (var database : databases) {
            secrets.add(database.url());
            secrets.addAll(UrlPasswords.of(database.url()));
            if (database.source() instanceof Database.Source.InGit(var location, var directory)) {
                location.credentials().ifPresent(credentials -> secrets.add(SourceGather.secret(credentials)));
            }
        }
        return secrets;
    }
}
