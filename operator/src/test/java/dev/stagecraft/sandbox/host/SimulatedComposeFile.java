package dev.stagecraft.sandbox.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Compose files as far as the simulated engine needs them: interpolated, merged, checked for unknown keys. */
final class SimulatedComposeFile {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?::?([-?])([^}]*))?\\})");
    private static final Set<String> SERVICE_KEYS = Set.of(
            ("image command entrypoint environment labels ports expose volumes networks depends_on healthcheck restart "
                            + "stop_grace_period stop_signal user working_dir network_mode deploy hostname extra_hosts logging "
                            + "read_only tmpfs cap_drop cap_add security_opt ulimits init mem_limit cpus secrets configs "
                            + "profiles container_name env_file build dns sysctls shm_size privileged pid tty stdin_open scale "
                            + "platform pull_policy")
                    .split(" "));

    private SimulatedComposeFile() {}

    /** @throws IllegalArgumentException with the sentence that Compose prints when it refuses the files */
    static Map<String, ServiceSpec> read(List<String> texts, Map<String, String> variables) {
        var merged = new LinkedHashMap<String, ObjectNode>();
        for (var text : texts) {
            services(text)
                    .forEachEntry((name, service) ->
                            merge(merged.computeIfAbsent(name, ignored -> YAML.createObjectNode()), service));
        }
        var specs = new LinkedHashMap<String, ServiceSpec>();
        merged.forEach((name, service) -> specs.put(name, spec(name, (ObjectNode) interpolate(service, variables))));
        return specs;
    }

    private static ObjectNode services(String text) {
        try {
            var tree = YAML.readTree(text);
            if (!(tree.path("services") instanceof ObjectNode services)) {
                throw new IllegalArgumentException("services must be a mapping");
            }
            // Compose 1 takes such a file for its oldest format; no host is asked to read one.
            if (services.isEmpty()) {
                throw new IllegalArgumentException("Version mismatch: a file without a service");
            }
            services.forEachEntry(SimulatedComposeFile::check);
            return services;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("yaml: the file cannot be read", broken);
        }
    }

    private static void check(String name, JsonNode service) {
        if (!service.isObject()) {
            throw new IllegalArgumentException("services.%s must be a mapping".formatted(name));
        }
        service.fieldNames().forEachRemaining(key -> {
            if (!SERVICE_KEYS.contains(key) && !key.startsWith("x-")) {
                throw new IllegalArgumentException(
                        "Unsupported config option for services.%s: '%s'".formatted(name, key));
            }
        });
    }

    private static void merge(ObjectNode into, JsonNode service) {
        service.properties().forEach(entry -> {
            var key = entry.getKey();
            if (key.equals("environment") || key.equals("labels")) {
                var both = mapping(into.path(key));
                both.putAll(mapping(entry.getValue()));
                var node = into.putObject(key);
                both.forEach(node::put);
            } else {
                into.set(key, entry.getValue());
            }
        });
    }

    private static Map<String, String> mapping(JsonNode node) {
        var map = new TreeMap<String, String>();
        if (node instanceof ArrayNode list) {
            list.forEach(item -> {
                var parts = item.asText().split("=", 2);
                map.put(parts[0], parts.length == 2 ? parts[1] : "");
            });
        } else {
            node.properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        }
        return map;
    }

    private static ServiceSpec spec(String name, ObjectNode service) {
        var image = service.path("image").asText();
        if (image.isEmpty()) {
            throw new IllegalArgumentException(
                    "Service %s has neither an image nor a build context specified.".formatted(name));
        }
        var check = service.path("healthcheck");
        return new ServiceSpec(
                name,
                image,
                mapping(service.path("environment")),
                mapping(service.path("labels")),
                check.isObject() && !check.path("disable").asBoolean(),
                service.path("deploy")
                        .path("replicas")
                        .asInt(service.path("scale").asInt(1)),
                service.path("restart").asText("no"),
                Optional.of(service.path("stop_grace_period").asText())
                        .filter(text -> text.matches("\\d+s"))
                        .map(text -> Duration.parse("PT" + text)),
                hash(service));
    }

    private static String hash(ObjectNode service) {
        try {
            return ImageShelf.sha256(JSON.writeValueAsString(JSON.treeToValue(service, Map.class)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode interpolate(JsonNode node, Map<String, String> variables) {
        if (node.isTextual()) {
            return TextNode.valueOf(interpolate(node.asText(), variables));
        }
        if (node instanceof ArrayNode list) {
            var copy = list.arrayNode();
            list.forEach(item -> copy.add(interpolate(item, variables)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            var copy = object.objectNode();
            object.properties().forEach(entry -> copy.set(entry.getKey(), interpolate(entry.getValue(), variables)));
            return copy;
        }
        return node;
    }

    private static String interpolate(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, variables)));
    }

    private static String value(MatchResult found, Map<String, String> variables) {
        if (found.group(1) != null) {
            return "$";
        }
        var name = found.group(2) != null ? found.group(2) : found.group(3);
        var value = variables.getOrDefault(name, "");
        if (!value.isEmpty() || found.group(4) == null) {
            return value;
        }
        if (found.group(4).equals("?")) {
            throw new IllegalArgumentException(
                    "required variable %s is missing a value: %s".formatted(name, found.group(5)));
        }
        return found.group(5);
    }
}
