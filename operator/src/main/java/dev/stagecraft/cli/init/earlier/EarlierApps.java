package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.detect.Directories;
import dev.stagecraft.cli.init.detect.Drafting;
import dev.stagecraft.cli.init.detect.Findings;
import dev.stagecraft.cli.init.detect.FoundService;
import dev.stagecraft.cli.init.manifest.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sections {@code backend} and {@code frontend}. */
final class EarlierApps {
    private static final Set<String> BACKENDS = Set.of("api", "backend", "app", "server");
    private static final Set<String> FRONTENDS = Set.of("web", "frontend", "www", "site", "ui", "client");
    private static final String GENERIC = "generic";
    private static final String ENCORE = "encore-ts";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Findings findings;
    private final Drafting.Drafted ground;
    private final List<String> secretTypes = new ArrayList<>();
    private final Optional<Draft.App> backend;
    private final Optional<Draft.App> frontend;

    EarlierApps(Section root, Findings findings, Drafting.Drafted ground) {
        this.findings = findings;
        this.ground = ground;
        Optional<Section> back = root.section("backend");
        Optional<Section> front = root.section("frontend");
        Optional<Draft.App> converted = back.flatMap(this::backend);
        this.frontend = front.isPresent()
                ? front.flatMap(section -> frontend(section, converted))
                : ground.draft().frontend();
        Optional<Draft.App> claiming = without(converted, frontend);
        this.backend = claiming.isPresent() ? claiming : without(ground.draft().backend(), frontend);
        if (converted.isPresent() && claiming.isEmpty()) {
            back.ifPresent(section -> section.lose(
                    "provider",
                    "%s has no service of its own for the backend; add one, then spec.backend (spec/backend-generic.md)."
                            .formatted(ground.compose().path())));
        }
    }

    Optional<Draft.App> backend() {
        return backend;
    }

    Optional<Draft.App> frontend() {
        return frontend;
    }

    /** The name of the image that a backend is built as. */
    static String image(Section backend) {
        Optional<Section> config =
                providerConfig(backend, backend.text("provider").orElse(GENERIC));
        return config.flatMap(own -> own.section("build"))
                .flatMap(own -> own.text("image_name"))
                .orElse("api");
    }

    /** Of secrets that Encore keeps. */
    List<String> secretTypes() {
        return List.copyOf(secretTypes);
    }

    /** No service is claimed twice; and one that names no services would claim all that are built. */
    private static Optional<Draft.App> without(Optional<Draft.App> backend, Optional<Draft.App> frontend) {
        Optional<Draft.App> left = backend.map(app -> {
            var services = new ArrayList<>(app.services());
            frontend.ifPresent(other -> services.removeAll(other.services()));
            return new Draft.App(app.provider(), services, app.config(), app.comment());
        });
        return left.filter(app -> !app.services().isEmpty());
    }

    private Optional<Draft.App> backend(Section section) {
        String provider = section.text("provider").orElse(GENERIC);
        Optional<Section> config = providerConfig(section, provider);
        Optional<Draft.App> app = switch (provider) {
            case GENERIC -> Optional.of(generic(config));
            case ENCORE -> Optional.of(encore(config));
            default -> {
                section.lose(
                        "provider",
                        "There is no backend %s; with a Dockerfile it is generic (spec/backend-generic.md)."
                                .formatted(provider));
                yield ground.draft().backend();
            }
        };
        config.ifPresent(Section::finish);
        section.finish();
        return app;
    }

    /** In an older form what is of the provider stood in the section itself. */
    private static Optional<Section> providerConfig(Section section, String provider) {
        Optional<Section> providers = section.section("providers");
        providers.ifPresent(all -> all.keys().stream()
                .filter(key -> !key.equals(provider))
                .forEach(key -> all.drop(key, "It is of a provider that is not in use.")));
        Optional<Section> own = providers.flatMap(all -> all.section(provider));
        if (own.isEmpty() && (section.has("dev") || section.has("build"))) {
            section.pass("providers");
            return Optional.of(section);
        }
        return own;
    }

    private Draft.App generic(Optional<Section> section) {
        ObjectNode config = JSON.objectNode();
        Optional<Section> dev = section.flatMap(own -> own.section("dev"));
        Optional<Section> build = section.flatMap(own -> own.section("build"));
        Optional<String> workdir = dev.flatMap(own -> own.text("workdir")).map(Directories::plain);
        Optional<String> context = build.flatMap(own -> own.text("context"))
                .map(Directories::plain)
                .or(() -> workdir);
        build.ifPresent(own -> {
            ObjectNode node = config.putObject("build");
            context.ifPresent(directory -> node.put("context", Directories.dotted(findings.inRepository(directory))));
            own.text("dockerfile")
                    .map(Directories::plain)
                    .map(file -> Directories.from(context.orElse(""), file))
                    .filter(file -> !file.equals("Dockerfile"))
                    .ifPresent(file -> node.put("dockerfile", file));
            own.finish();
        });
        dev.ifPresent(own -> dev(own, config, workdir));
        Optional<String> service = service(BACKENDS, context, Set.of(), build.isPresent());
        return new Draft.App(
                GENERIC,
                service.stream().toList(),
                config,
                List.of("build: paths are relative to the repository, the Dockerfile to its context."));
    }

    private void dev(Section dev, ObjectNode config, Optional<String> workdir) {
        List<String> command = dev.texts("command");
        if (!command.isEmpty() && command.stream().noneMatch(String::isEmpty)) {
            ObjectNode node = config.putObject("dev");
            command.forEach(node.putArray("command")::add);
            workdir.map(findings::inRepository)
                    .filter(directory -> !directory.isEmpty())
                    .ifPresent(directory -> node.put("directory", directory));
        }
        dev.pass("workdir");
        dev.drop(
                "env",
                "spec.env reaches every service; set what only this one needs in its command, or in the script that it runs.");
        dev.drop("ready_pattern", "`stagecraft dev` waits for no pattern in the output.");
        dev.drop("shutdown", "`stagecraft dev` ends its children itself, with the same signal for all.");
        dev.finish();
    }

    private Draft.App encore(Optional<Section> section) {
        Optional<Draft.App> found =
                ground.draft().backend().filter(app -> app.provider().equals(ENCORE));
        ObjectNode config = found.map(app -> app.config().deepCopy()).orElseGet(JSON::objectNode);
        Optional<Section> build = section.flatMap(own -> own.section("build"));
        build.flatMap(own -> own.text("workdir"))
                .map(Directories::plain)
                .map(findings::inRepository)
                .ifPresent(directory -> config.put("app", Directories.dotted(directory)));
        Optional<String> image = build.flatMap(own -> own.text("image_name"));
        build.ifPresent(own -> {
            own.text("docker_tag_suffix")
                    .ifPresent(suffix -> own.lose(
                            "docker_tag_suffix",
                            "Images are named by what goes into them, without a suffix of your own."));
            own.finish();
        });
        section.flatMap(own -> own.section("dev")).ifPresent(dev -> encoreDev(dev, config));
        Optional<String> service = image.filter(this::exists)
                .or(() -> found.flatMap(app -> app.services().stream().findFirst()))
                .or(() -> service(BACKENDS, Optional.empty(), Set.of(), true));
        return new Draft.App(
                ENCORE,
                service.stream().toList(),
                config,
                found.map(Draft.App::comment)
                        .orElse(List.of("An application of Encore.ts, built by `encore build docker`.")));
    }

    private void encoreDev(Section dev, ObjectNode config) {
        if (dev.has("disable_telemetry") && !dev.flag("disable_telemetry", true)) {
            config.put("telemetry", true);
        }
        dev.pass("disable_telemetry");
        dev.drop(
                "env_file",
                "Variables come from spec.envFrom of the overlay; `stagecraft secrets sync` fills a Secret from a file.");
        dev.drop("listen", "`stagecraft dev` decides where Encore listens.");
        dev.drop("entrypoint", "Encore finds its services itself.");
        dev.drop("node_extra_ca_certs", "Put NODE_EXTRA_CA_CERTS into spec.env of the overlay.");
        dev.section("encore_secrets").ifPresent(secrets -> {
            for (String type : secrets.texts("types")) {
                if (Set.of("dev", "local", "prod", "preview").contains(type)) {
                    secretTypes.add(type);
                } else {
                    secrets.lose("types", "Encore has no type of secrets called %s.".formatted(type));
                }
            }
            List<String> names = secrets.texts("from_env");
            if (!names.isEmpty()) {
                secrets.lose(
                        "from_env",
                        "All keys of the Secret are brought to Encore, not a list of them; the Secret must have %s."
                                .formatted(String.join(", ", names)));
            }
            secrets.finish();
        });
        dev.finish();
    }

    private Optional<Draft.App> frontend(Section section, Optional<Draft.App> back) {
        String provider = section.text("provider").orElse(GENERIC);
        Optional<Section> config = providerConfig(section, provider);
        Set<String> claimed = back.map(app -> Set.copyOf(app.services())).orElse(Set.of());
        Optional<Section> dev = config.flatMap(own -> own.section("dev"));
        Optional<String> workdir = dev.flatMap(own -> own.text("workdir")).map(Directories::plain);
        ObjectNode converted = JSON.objectNode();
        dev.ifPresent(own -> dev(own, converted, workdir));
        config.ifPresent(Section::finish);
        Optional<String> service = service(FRONTENDS, workdir, claimed, false);
        if (service.isEmpty()) {
            section.lose(
                    "provider",
                    "%s has no service that is built from the frontend; add one, then spec.frontend (spec/backend-generic.md)."
                            .formatted(ground.compose().path()));
        }
        section.finish();
        return service.map(name -> new Draft.App(
                GENERIC,
                List.of(name),
                converted,
                List.of("Built by its Dockerfile, as " + ground.compose().path() + " says.")));
    }

    private boolean exists(String service) {
        return ground.compose().byName().containsKey(service);
    }

    /**
     * The service that is built from a directory, else the one that is called like it.
     *
     * @param unbuilt whether it may be one that the Compose file does not build, as the configuration says how that is done
     */
    private Optional<String> service(
            Set<String> names, Optional<String> directory, Set<String> claimed, boolean unbuilt) {
        List<FoundService> free = ground.compose().byName().values().stream()
                .filter(each -> each.accessory().isEmpty() && !claimed.contains(each.name()))
                .toList();
        List<FoundService> built =
                free.stream().filter(each -> each.build().isPresent()).toList();
        Predicate<FoundService> fromDirectory =
                each -> directory.isPresent() && each.build().equals(directory);
        return Stream.of(
                        built.stream().filter(fromDirectory),
                        built.stream().filter(each -> names.contains(each.name())),
                        free.stream().filter(each -> unbuilt && names.contains(each.name())))
                .flatMap(each -> each)
                .map(FoundService::name)
                .findFirst();
    }
}
