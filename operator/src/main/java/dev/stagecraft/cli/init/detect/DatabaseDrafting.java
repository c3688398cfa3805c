package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.DatabaseNames;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.SecretNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives each directory of migrations, and each tool that brings some, a database. */
final class DatabaseDrafting {
    private static final Set<String> EVERYDAY = Set.of(
            "migrations",
            "migration",
            "migrate",
            "drizzle",
            "sql",
            "db",
            "database",
            "schema",
            "flyway",
            "src",
            "main",
            "resources",
            "backend",
            "app",
            "apps",
            "services",
            "packages");

    private final Findings findings;
    private final FoundCompose compose;
    private final Answers answers;
    private final AccessoryPorts ports;
    private final List<String> remarks = new ArrayList<>();

    DatabaseDrafting(Findings findings, FoundCompose compose, Answers answers, AccessoryPorts ports) {
        this.findings = findings;
        this.compose = compose;
        this.answers = answers;
        this.ports = ports;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** In the order of their names. */
    List<Draft.Database> databases() {
        var databases = new LinkedHashMap<String, Draft.Database>();
        var names = new DatabaseNames();
        declared().forEach(each -> databases.put(names.free(each.name()), each));
        List<FoundMigrations> others = findings.migrations().stream()
                .filter(each -> declaredDirectories().stream().noneMatch(each.directory()::equals))
                .toList();
        for (FoundMigrations migrations : others) {
            if (!migrations.directory().matches("(?:[A-Za-z0-9._][A-Za-z0-9._/-]*)?")) {
                remarks.add(
                        "The path of the migrations in %s cannot be in a resource: name directories with letters, digits, dots and dashes."
                                .formatted(migrations.directory()));
                continue;
            }
            String name = names.free(others.size() == 1 ? "main" : name(migrations.directory()));
            database(name, migrations).ifPresent(each -> databases.put(name, each));
        }
        return databases.values().stream()
                .sorted(Comparator.comparing(Draft.Database::name))
                .toList();
    }

    private List<Draft.Database> declared() {
        return findings.encore().stream()
                .flatMap(app -> app.databases().stream())
                .map(each -> raw(each.called(), each.migrations()))
                .toList();
    }

    private List<String> declaredDirectories() {
        return findings.encore().stream()
                .flatMap(app -> app.databases().stream())
                .map(EncoreApp.Declared::migrations)
                .toList();
    }

    /** The nearest directory above whose name says something. */
    private static String name(String directory) {
        String[] parts = directory.split("/");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!EVERYDAY.contains(parts[i]) && parts[i].matches("[a-z][a-z0-9-]{0,39}")) {
                return parts[i];
            }
        }
        return "main";
    }

    private Optional<Draft.Database> database(String name, FoundMigrations migrations) {
        return migrations.command().isEmpty() ? Optional.of(raw(name, migrations.directory())) : tool(name, migrations);
    }

    private Draft.Database raw(String name, String directory) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("engine", "raw").put("strategy", "pre_deploy");
        if (findings.git().isPresent()) {
            if (!directory.isEmpty()) {
                node.putObject("source").put("path", findings.inRepository(directory));
            }
        } else {
            node.putObject("source")
                    .putObject("configMapRef")
                    .put("name", new SecretNames(answers.project()).migrations(name));
        }
        Optional<FoundService> server = server(name);
        server.ifPresent(each -> node.putObject("via").put("role", answers.accessoryRole()));
        String comment = server.map(each -> "via: through the host that " + each.name() + " runs on")
                .orElse("");
        var lines = new ArrayList<>(
                List.of("Migrations are run before a release changes anything; see spec/migrations.md."));
        if (!comment.isEmpty()) {
            lines.add(comment);
        }
        return new Draft.Database(
                name,
                Optional.empty(),
                Optional.of(node),
                Optional.of(directory).filter(text -> !text.isEmpty()),
                example(server),
                lines);
    }

    private Optional<Draft.Database> tool(String name, FoundMigrations migrations) {
        Optional<String> service = compose.built().stream()
                .filter(each -> isIn(migrations.directory(), each.build().orElseThrow()))
                .map(FoundService::name)
                .findFirst()
                .or(() -> compose.built().stream().map(FoundService::name).findFirst());
        if (service.isEmpty()) {
            remarks.add(
                    "Migrations by `%s` were found, and no service whose image has that tool; see the engine container in spec/migrations.md."
                            .formatted(String.join(" ", migrations.command())));
            return Optional.empty();
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("engine", "container").put("strategy", "pre_deploy");
        ObjectNode config = node.putObject("providers").putObject("container");
        config.put("service", service.get());
        migrations.command().forEach(config.putArray("command")::add);
        return Optional.of(new Draft.Database(
                name,
                Optional.empty(),
                Optional.of(node),
                Optional.empty(),
                example(server(name)),
                List.of("The application's own tool, run once for each new image of " + service.get() + ".")));
    }

    private static boolean isIn(String directory, String context) {
        return context.isEmpty() || directory.equals(context) || directory.startsWith(context + "/");
    }

    /** The accessory that is this database: the only one, or the one that is called like it. */
    private Optional<FoundService> server(String name) {
        List<FoundService> servers = compose.accessories().stream()
                .filter(each -> each.accessory().filter(Accessory::isRelational).isPresent())
                .toList();
        return servers.size() == 1
                ? Optional.of(servers.getFirst())
                : servers.stream().filter(each -> each.name().contains(name)).findFirst();
    }

    private String example(Optional<FoundService> server) {
        Accessory kind = server.flatMap(FoundService::accessory).orElse(Accessory.POSTGRESQL);
        String host = server.isPresent() ? "127.0.0.1" : "HOST";
        int port = server.map(ports::of).orElse(kind.port());
        return "%s://USER:PASSWORD@%s:%d/DATABASE".formatted(kind.scheme(), host, port);
    }
}
