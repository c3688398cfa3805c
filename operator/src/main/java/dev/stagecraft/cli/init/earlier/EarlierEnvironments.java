package dev.stagecraft.cli.init.earlier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The section {@code environments}. */
final class EarlierEnvironments {
    private static final Set<String> OWN_MACHINE = Set.of("local", "noop", "none", "docker");
    private static final Set<String> OWN_MACHINE_NAMES = Set.of("dev", "development", "local");
    private static final String DRIVER = "driver";

    private final Map<String, Section> byName = new LinkedHashMap<>();
    private final Map<String, Map<String, ObjectNode>> services = new TreeMap<>();

    EarlierEnvironments(Section environments) {
        for (String written : environments.keys()) {
            environments.section(written).ifPresent(section -> {
                String name = ProjectName.fit(written, ProjectName.LONGEST_ENVIRONMENT);
                if (!name.equals(written)) {
                    environments.lose(
                            written,
                            "The name is not one that can be used for an environment, so it is %s.".formatted(name));
                }
                if (byName.putIfAbsent(name, section) != null) {
                    environments.lose(
                            written, "There is an environment %s already; rename one of them.".formatted(name));
                }
            });
        }
        environments.finish();
    }

    List<String> names() {
        return List.copyOf(byName.keySet());
    }

    Optional<Section> section(String environment) {
        return Optional.ofNullable(byName.get(environment));
    }

    /** What runs it, in the words of the earlier configuration. */
    Optional<String> driver(String environment) {
        return section(environment).flatMap(section -> section.text(DRIVER));
    }

    boolean local(String environment) {
        return driver(environment)
                .map(OWN_MACHINE::contains)
                .orElse(section(environment).isPresent() && OWN_MACHINE_NAMES.contains(environment));
    }

    Optional<String> envFile(String environment) {
        return section(environment).flatMap(section -> section.text("env_file"));
    }

    /** Whether a service runs as a container or somewhere else, said under its name. */
    void readServices(Set<String> names) {
        byName.forEach((environment, section) -> {
            var overlay = new LinkedHashMap<String, ObjectNode>();
            names.stream()
                    .filter(section::has)
                    .forEach(service -> section.section(service).ifPresent(own -> {
                        if (own.text("mode").filter("external"::equals).isPresent()) {
                            overlay.put(
                                    service,
                                    JsonNodeFactory.instance.objectNode().put("mode", "external"));
                        }
                        own.drop(
                                "url",
                                "Where a service is reached is a variable: put it into the environment's Secret or spec.env.");
                        if (!service.equals("traefik")) {
                            own.finish();
                        }
                    }));
            services.put(environment, overlay);
        });
    }

    Map<String, ObjectNode> services(String environment) {
        return services.getOrDefault(environment, Map.of());
    }

    /** After everything else was read. */
    void finish() {
        byName.values().forEach(section -> {
            section.drop(
                    "traefik",
                    "Traefik is a service of the Compose file, which has its certificates and its dashboard; for a person's own machine see `stagecraft dev --help`.");
            for (String key : section.keys()) {
                if (key.endsWith("_volume") || key.endsWith("_init_scripts") || key.endsWith("_port_publish")) {
                    section.drop(
                            key,
                            "Volumes and ports are in the Compose file; spec.services.NAME.volumes and ports in the overlay stand in their place.");
                }
            }
            section.finish();
        });
    }
}
