package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a compose file says under {@code build} of a service.
 *
 * @param valueless arguments whose value Compose would take from the environment it runs in
 * @param secrets ids of the secrets that the build reads
 * @param refusals sentences for what is said there and cannot be kept
 */
record ComposeBuild(DockerfileBuild build, Set<String> valueless, Set<String> secrets, List<String> refusals) {
    private static final Set<String> READ = Set.of("context", "dockerfile", "target", "args", "secrets");

    /** They say how fast an image is made or what else it is called, not what is in it. */
    private static final Set<String> HARMLESS = Set.of("cache_from", "cache_to", "no_cache", "pull", "tags");

    private static final Map<String, String> INSTEAD = Map.of(
            "labels", "write them as LABEL in the Dockerfile",
            "platforms", "name them under spec.build.platforms",
            "dockerfile_inline", "put it in a file of the source",
            "ssh", "give the key as a secret under build.secrets of the provider's configuration");

    /**
     * Reads it.
     *
     * @param directory of the compose file, below the root of the repository
     */
    static ComposeBuild read(String service, JsonNode json, String directory) {
        var reader = new Reader("services." + service + ".build", directory);
        if (json.isTextual()) {
            reader.context(json);
        } else if (json.isObject()) {
            if (!json.hasNonNull("context")) {
                reader.context(TextNode.valueOf("."));
            }
            json.properties().forEach(entry -> reader.key(entry.getKey(), entry.getValue()));
        } else if (!json.isMissingNode() && !json.isNull()) {
            reader.refuse("", "is neither a directory nor an object");
        }
        return reader.done();
    }

    /** For one reading. */
    private static final class Reader {
        private final String path;
        private final String directory;
        private final Map<String, String> arguments = new TreeMap<>();
        private final Set<String> valueless = new TreeSet<>();
        private final Set<String> secrets = new TreeSet<>();
        private final List<String> refusals = new ArrayList<>();
        private Optional<String> context = Optional.empty();
        private Optional<String> dockerfile = Optional.empty();
        private Optional<String> target = Optional.empty();

        private Reader(String path, String directory) {
            this.path = path;
            this.directory = directory;
        }

        private ComposeBuild done() {
            return new ComposeBuild(
                    new DockerfileBuild(context, dockerfile, target, arguments, Map.of()),
                    valueless,
                    secrets,
                    List.copyOf(refusals));
        }

        private void key(String key, JsonNode value) {
            switch (key) {
                case "context" -> context(value);
                case "dockerfile" -> dockerfile = text("." + key, value);
                case "target" -> target = text("." + key, value);
                case "args" -> arguments(value);
                case "secrets" -> secrets(value);
                default -> other(key, value);
            }
        }

        private void other(String key, JsonNode value) {
            boolean says = value.isContainerNode()
                    ? !value.isEmpty()
                    : !value.isNull()
                            && !value.asText().isEmpty()
                            && !value.asText().equals("false");
            if (says && !HARMLESS.contains(key) && !key.startsWith("x-")) {
                String instead = INSTEAD.getOrDefault(key, "take it out; a build here knows " + known());
                refuse("." + key, "cannot be kept: " + instead);
            }
        }

        private void context(JsonNode value) {
            text(".context", value).ifPresent(written -> {
                if (written.contains("://") || written.startsWith("git@") || written.startsWith("github.com/")) {
                    refuse(".context", "is fetched from elsewhere: name a directory of the source");
                    return;
                }
                context = SourcePath.resolve(directory, written);
                if (context.isEmpty()) {
                    refuse(".context", "leaves the source: name a directory of it, relative to the compose file");
                }
            });
        }

        private void arguments(JsonNode args) {
            if (args.isObject()) {
                args.properties().forEach(entry -> argument(entry.getKey(), entry.getValue()));
            } else if (args.isArray()) {
                args.forEach(item -> {
                    String[] parts = item.asText().split("=", 2);
                    if (parts.length == 2) {
                        arguments.put(parts[0], parts[1]);
                    } else {
                        valueless.add(parts[0]);
                    }
                });
            } else if (!args.isNull()) {
                refuse(".args", "is neither a list nor an object");
            }
        }

        private void argument(String name, JsonNode value) {
            if (value.isNull()) {
                valueless.add(name);
            } else if (value.isContainerNode()) {
                refuse(".args." + name, "is not text");
            } else {
                arguments.put(name, value.asText());
            }
        }

        private void secrets(JsonNode list) {
            if (!list.isArray() && !list.isNull()) {
                refuse(".secrets", "is no list");
                return;
            }
            for (JsonNode item : list) {
                String id = item.isTextual()
                        ? item.textValue()
                        : item.path("target").asText(item.path("source").asText(""));
                if (id.isEmpty()) {
                    refuse(".secrets", "names a secret without a source");
                } else {
                    secrets.add(id);
                }
            }
        }

        private Optional<String> text(String key, JsonNode value) {
            if (value.isNull() || (value.isTextual() && value.textValue().isEmpty())) {
                return Optional.empty();
            }
            if (!value.isTextual()) {
                refuse(key, "is not text");
                return Optional.empty();
            }
            return Optional.of(value.textValue());
        }

        private void refuse(String key, String why) {
            refusals.add("%s%s in the compose file %s.".formatted(path, key, why));
        }

        private static String known() {
            return String.join(", ", new TreeSet<>(READ));
        }
    }
}
