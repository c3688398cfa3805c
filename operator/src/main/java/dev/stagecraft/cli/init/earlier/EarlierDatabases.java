package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.detect.Accessory;
import dev.stagecraft.cli.init.detect.Directories;
import dev.stagecraft.cli.init.detect.Findings;
import dev.stagecraft.cli.init.detect.FoundCompose;
import dev.stagecraft.cli.init.manifest.DatabaseNames;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.ProjectName;
import dev.stagecraft.cli.init.manifest.SecretNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The sections {@code databases} and {@code migrations}. */
final class EarlierDatabases {
    private static final Set<String> STRATEGIES = Set.of("pre_deploy", "post_deploy", "manual");
    private static final String USUAL_VARIABLE = "DATABASE_URL";
    private static final String EXAMPLE = "postgres://USER:PASSWORD@HOST:5432/DATABASE";
    private static final String RAW = "raw";

    private final Findings findings;
    private final List<String> environments;
    private final String project;
    private final Map<String, Draft.Database> databases = new LinkedHashMap<>();
    private final Map<String, SortedMap<String, String>> directories = new TreeMap<>();

    /** @param environments that come out */
    EarlierDatabases(Section root, Findings findings, Draft ground, List<String> environments) {
        this.findings = findings;
        this.environments = List.copyOf(environments);
        this.project = ground.project();
        root.section("databases").ifPresent(section -> {
            var names = new DatabaseNames().fit(section.keys());
            section.keys().forEach(written -> read(section, written, names.getOrDefault(written, written)));
        });
        root.section("migrations").ifPresent(this::migrations);
        if (!root.has("databases") && !root.has("migrations")) {
            ground.databases().forEach(each -> databases.put(each.name(), each));
        }
    }

    /** @param roles that a host has in every environment: a way through another one would lead nowhere */
    List<Draft.Database> databases(Set<String> roles) {
        databases.values().stream()
                .flatMap(each -> each.migrations().stream())
                .filter(each -> !roles.contains(each.path("via").path("role").asText()))
                .forEach(each -> each.remove("via"));
        return List.copyOf(databases.values());
    }

    /** Names of the Compose file mean nothing to the operator, which is what connects. */
    Optional<String> remark(FoundCompose compose) {
        Optional<Draft.Database> first = databases.values().stream()
                .filter(each -> each.variable().isPresent() && each.migrations().isPresent())
                .findFirst();
        return compose.accessories().stream()
                .filter(each -> each.accessory().filter(Accessory::isRelational).isPresent())
                .findFirst()
                .flatMap(server -> first.map(database ->
                        "Migrations connect from the operator, where the name %s of the Compose file leads nowhere: where %s has it, give spec.databases.%s a Secret of its own and via: {role: ROLE} (spec/migrations.md)."
                                .formatted(server.name(), database.variable().orElse(""), database.name())));
    }

    /** What the Secrets of environments hold for databases. */
    Set<String> variables() {
        var variables = new TreeSet<String>();
        databases.values().forEach(each -> each.variable().ifPresent(variables::add));
        return variables;
    }

    /** Where migrations of an environment are, if elsewhere. */
    SortedMap<String, String> directories(String environment) {
        return directories.getOrDefault(environment, new TreeMap<>());
    }

    private void read(Section section, String written, String name) {
        section.section(written).ifPresent(own -> {
            if (!name.equals(written)) {
                section.lose(
                        written, "The name is not one that a database can have here, so it is %s.".formatted(name));
            }
            Optional<String> variable = own.text("connection_env").filter(text -> usable(own, text));
            if (!own.has("connection_env")) {
                section.lose(
                        written,
                        "It names no connection_env, so the key of the Secret is %s.".formatted(USUAL_VARIABLE));
            }
            Optional<Section> migrations = own.section("migrations");
            Optional<ObjectNode> converted = migrations.flatMap(each -> engine(name, each));
            Optional<String> directory = converted
                    .flatMap(any -> migrations.flatMap(each -> each.text("path")))
                    .map(Directories::plain);
            migrations.ifPresent(Section::finish);
            own.finish();
            databases.put(name, database(name, Optional.of(variable.orElse(USUAL_VARIABLE)), converted, directory));
        });
    }

    private static boolean usable(Section own, String variable) {
        boolean usable = variable.matches("[A-Za-z_][A-Za-z0-9_]{0,127}");
        if (!usable) {
            own.lose(
                    "connection_env",
                    "It is no name of a variable, so the key of the Secret is %s.".formatted(USUAL_VARIABLE));
        }
        return usable;
    }

    private static Draft.Database database(
            String name, Optional<String> variable, Optional<ObjectNode> migrations, Optional<String> directory) {
        return new Draft.Database(
                name,
                variable,
                migrations,
                directory,
                EXAMPLE,
                List.of(
                        "The operator itself connects: with a database that only a host reaches, add via: {role: ROLE} (spec/migrations.md)."));
    }

    private Optional<ObjectNode> engine(String name, Section section) {
        String engine = section.text("engine").orElse(RAW);
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("engine", RAW);
        String strategy = section.text("strategy").orElse("pre_deploy");
        if (!STRATEGIES.contains(strategy)) {
            section.lose("strategy", "There is no strategy %s; it is pre_deploy.".formatted(strategy));
        }
        node.put("strategy", STRATEGIES.contains(strategy) ? strategy : "pre_deploy");
        if (!engine.equals(RAW)) {
            section.pass("path");
            section.lose(
                    "engine",
                    "There is no engine %s: the engine container runs the tool itself from the application's image (spec/migrations.md)."
                            .formatted(engine));
            return Optional.empty();
        }
        return path(section, "path").map(directory -> source(name, node, directory));
    }

    private ObjectNode source(String name, ObjectNode node, String directory) {
        if (findings.git().isPresent()) {
            node.putObject("source").put("path", findings.inRepository(directory));
        } else {
            node.putObject("source").putObject("configMapRef").put("name", new SecretNames(project).migrations(name));
        }
        return node;
    }

    private static Optional<String> path(Section section, String key) {
        Optional<String> path =
                section.text(key).filter(text -> !text.startsWith("/")).map(Directories::plain);
        Optional<String> usable =
                path.filter(text -> text.matches("[A-Za-z0-9._][A-Za-z0-9._/-]*") && !text.startsWith(".."));
        if (usable.isEmpty() && section.has(key)) {
            section.lose(
                    key, "It is no directory of the project that can be used; move the migrations below its root.");
        } else if (usable.isEmpty()) {
            section.lose(
                    "engine", "No directory of migrations is said; add migrations.source.path (spec/migrations.md).");
        }
        return usable;
    }

    /** A later form of the configuration had migrations in a section of their own, for the one database of a project. */
    private void migrations(Section section) {
        boolean enabled = section.flag("enabled", true);
        String engine = section.text("default_engine").orElse(RAW);
        Optional<Section> sources = section.section("sources");
        Optional<String> directory = enabled
                        && engine.equals(RAW)
                        && sources.filter(own -> own.has("raw_sql_dir")).isPresent()
                ? sources.flatMap(own -> path(own, "raw_sql_dir"))
                : Optional.empty();
        if (!engine.equals(RAW)) {
            section.lose(
                    "default_engine",
                    "There is no engine %s: see the engine container in spec/migrations.md.".formatted(engine));
        }
        sources.ifPresent(own -> {
            own.pass("raw_sql_dir");
            if (!own.texts("raw_sql_files").isEmpty()) {
                own.lose(
                        "raw_sql_files", "Files are not listed one by one: put them into the directory of the others.");
            }
            own.finish();
        });
        selection(section);
        section.drop(
                "engine_config", "The engine knows the dialect by the connection string, and keeps its own table.");
        String name = databases.keySet().stream().findFirst().orElse("main");
        directory.ifPresent(found -> {
            ObjectNode node =
                    JsonNodeFactory.instance.objectNode().put("engine", RAW).put("strategy", "pre_deploy");
            Optional<String> variable = Optional.ofNullable(databases.get(name)).flatMap(Draft.Database::variable);
            databases.put(
                    name,
                    database(
                            name,
                            Optional.of(variable.orElse(USUAL_VARIABLE)),
                            Optional.of(source(name, node, found)),
                            Optional.of(found)));
        });
        section.section("env")
                .ifPresent(all ->
                        all.keys().forEach(each -> all.section(each).ifPresent(own -> override(name, all, each, own))));
        section.finish();
    }

    private static void selection(Section section) {
        section.section("selection").ifPresent(selection -> {
            selection.pass("all");
            for (String key : List.of("ids", "tags")) {
                if (!selection.texts(key).isEmpty()) {
                    selection.lose(
                            key,
                            "Pending migrations are run all, in their order; what must wait has no file yet, or strategy manual.");
                }
            }
            selection.finish();
        });
    }

    private void override(String database, Section all, String written, Section own) {
        String environment = ProjectName.fit(written, ProjectName.LONGEST_ENVIRONMENT);
        boolean known = environments.contains(environment);
        if (!known) {
            all.lose(written, "There is no such environment; add it to environments and convert again.");
        }
        own.section("sources").ifPresent(sources -> {
            sources.text("raw_sql_dir")
                    .flatMap(any -> path(sources, "raw_sql_dir"))
                    .filter(any -> known)
                    .ifPresent(directory -> elsewhere(database, environment, sources, directory));
            sources.finish();
        });
        if (!own.flag("enabled", true)) {
            own.lose("enabled", "Take the database out of the overlay with databases: {%s: null}.".formatted(database));
        }
        selection(own);
        own.drop("engine_config", "The engine knows the dialect by the connection string, and keeps its own table.");
        own.finish();
    }

    private void elsewhere(String database, String environment, Section sources, String directory) {
        boolean migrated = Optional.ofNullable(databases.get(database))
                .flatMap(Draft.Database::migrations)
                .isPresent();
        if (findings.git().isEmpty()) {
            sources.lose(
                    "raw_sql_dir",
                    "Without a Git remote all environments have the migrations of one directory; put others into a ConfigMap, and name it in the overlay (spec/migrations.md).");
        } else if (!migrated) {
            sources.lose(
                    "raw_sql_dir",
                    "No migrations are said for all environments; say migrations.sources.raw_sql_dir, and convert again.");
        } else {
            directories
                    .computeIfAbsent(environment, any -> new TreeMap<>())
                    .put(database, findings.inRepository(directory));
        }
    }
}
