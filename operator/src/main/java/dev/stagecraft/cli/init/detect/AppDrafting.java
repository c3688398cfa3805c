package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides who builds which services. */
final class AppDrafting {
    private static final Set<String> BACKENDS = Set.of("api", "backend", "app", "server", "encore");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Findings findings;
    private final FoundCompose compose;
    private final Optional<String> encoreService;

    AppDrafting(Findings findings, FoundCompose compose) {
        this.findings = findings;
        this.compose = compose;
        this.encoreService = findings.encore().flatMap(this::serviceOf);
    }

    /** The service that is the application: the one that is built from its directory, or the one that is called like it. */
    private Optional<String> serviceOf(EncoreApp app) {
        Stream<FoundService> built = compose.built().stream()
                .filter(each -> each.build().filter(app.directory()::equals).isPresent());
        Stream<FoundService> called = compose.services().stream().filter(each -> BACKENDS.contains(each.name()));
        return Stream.concat(built, called).map(FoundService::name).findFirst();
    }

    Optional<Draft.App> backend() {
        return encoreService.map(this::encore).or(() -> generic(compose.built()));
    }

    /** Only beside an application of Encore: otherwise one provider builds all. */
    Optional<Draft.App> frontend() {
        return encoreService.flatMap(service -> generic(compose.built().stream()
                .filter(each -> !each.name().equals(service))
                .toList()));
    }

    private Optional<Draft.App> generic(List<FoundService> services) {
        if (services.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode config = JSON.objectNode();
        services.forEach(service -> service.build()
                .flatMap(context -> Optional.ofNullable(findings.dev().get(context)))
                .ifPresent(command -> {
                    var words = config.withObject("/services/" + service.name())
                            .putObject("dev")
                            .putArray("command");
                    command.forEach(words::add);
                }));
        var comment = new ArrayList<String>();
        comment.add(
                findings.git().isPresent()
                        ? "Images are built by their Dockerfiles, as " + compose.path() + " says."
                        : "Without spec.source nothing is built: it must be in the registry as spec.project.registry/SERVICE.");
        if (!config.isEmpty()) {
            comment.add("dev: how `stagecraft dev` runs them on a person's own machine.");
        }
        List<String> names = services.stream().map(FoundService::name).toList();
        return Optional.of(new Draft.App("generic", names, config, comment));
    }

    private Draft.App encore(String service) {
        EncoreApp app = findings.encore().orElseThrow();
        ObjectNode config = JSON.objectNode();
        String directory = findings.inRepository(app.directory());
        if (!directory.isEmpty()) {
            config.put("app", Directories.dotted(directory));
        }
        app.databases().forEach(database -> {
            ObjectNode entry = config.withObject("/databases/" + database.name());
            entry.put("host", host())
                    .put("username", database.name())
                    .putObject("password")
                    .put("env", password(database));
            if (!database.called().equals(database.name())) {
                entry.put("database", database.called());
            }
        });
        var comment = new ArrayList<String>();
        comment.add("An application of Encore.ts, built by `encore build docker`.");
        if (!app.databases().isEmpty()) {
            comment.add("databases: as its containers reach them; the password is a variable of the environment.");
        }
        return new Draft.App("encore-ts", List.of(service), config, comment);
    }

    private String host() {
        return compose.accessories().stream()
                .filter(each -> each.accessory()
                        .filter(kind -> kind == Accessory.POSTGRESQL)
                        .isPresent())
                .findFirst()
                .map(each -> each.name() + ":5432")
                .orElse("db.example.com:5432");
    }

    private static String password(EncoreApp.Declared database) {
        return database.name().replace('-', '_').toUpperCase(Locale.ROOT) + "_DB_PASSWORD";
    }

    /** What the application reads from its environment, by its sources. */
    Set<String> variables() {
        var variables = new TreeSet<String>();
        if (encoreService.isPresent()) {
            EncoreApp app = findings.encore().orElseThrow();
            variables.addAll(app.secrets());
            app.databases().forEach(database -> variables.add(password(database)));
        }
        return variables;
    }

    List<String> remarks() {
        var remarks = new ArrayList<String>();
        findings.encore().ifPresent(app -> {
            if (encoreService.isEmpty()) {
                remarks.add(
                        "%s has no service for the application of Encore: add one, such as api, and run init again with --force."
                                .formatted(compose.path()));
            } else if (!app.databases().isEmpty() && host().startsWith("db.example.com")) {
                remarks.add("The application has databases and %s has none: put their hosts in place of db.example.com."
                        .formatted(compose.path()));
            }
        });
        return remarks;
    }
}
