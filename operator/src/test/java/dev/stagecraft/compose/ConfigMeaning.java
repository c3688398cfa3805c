package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What Compose's {@code config} prints, without what a release settles on purpose: images and our labels, and where files are,
 * instead of which their content is told.
 *
 * @param directory the project's on the host
 * @param onDisk where a path of the host can be read
 */
record ConfigMeaning(String directory, Function<String, Path> onDisk, Map<String, String> variables) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> SETTLED = List.of("image", "build", "profiles", "env_file", "label_file");

    JsonNode of(JsonNode config) {
        ObjectNode tree = config.deepCopy();
        tree.remove(List.of("name", "version"));
        JsonNode configs = tree.path("configs");
        tree.remove("configs");
        tree.path("services").forEach(service -> {
            service((ObjectNode) service, configs);
            if (service.path("depends_on") instanceof ObjectNode dependencies) {
                // Compose keeps in mind what a profile leaves out, and we do not.
                dependencies
                        .properties()
                        .removeIf(entry -> !entry.getValue().path("required").asBoolean(true)
                                && !tree.path("services").has(entry.getKey()));
            }
        });
        if (tree.path("secrets") instanceof ObjectNode secrets) {
            secrets.properties().forEach(entry -> entry.setValue(TextNode.valueOf(content(entry.getValue()))));
            secrets.retain(tree.path("services")
                    .valueStream()
                    .flatMap(service -> service.path("secrets").valueStream())
                    .map(grant -> grant.isObject() ? grant.path("source").asText() : grant.asText())
                    .toList());
            if (secrets.isEmpty()) {
                tree.remove("secrets");
            }
        }
        return Documents.json(Documents.sorted(tree));
    }

    private void service(ObjectNode service, JsonNode configs) {
        service.remove(SETTLED);
        if (service.path("labels") instanceof ObjectNode labels) {
            labels.remove(List.of(ComposeRenderer.OWNER_LABEL, ComposeRenderer.HASH_LABEL));
            if (labels.isEmpty()) {
                service.remove("labels");
            }
        }
        if (service.path("environment").isEmpty()) {
            service.remove("environment");
        }
        for (String unordered : List.of("security_opt", "ports")) {
            if (service.path(unordered) instanceof ArrayNode entries) {
                List<JsonNode> sorted = entries.valueStream()
                        .sorted(Comparator.comparing(Documents::sorted))
                        .toList();
                service.set(unordered, NODES.arrayNode().addAll(sorted));
            }
        }
        if (service.path("networks") instanceof ObjectNode networks) {
            networks.properties().stream()
                    .filter(entry -> entry.getValue().isNull())
                    .forEach(entry -> entry.setValue(NODES.objectNode()));
        }
        Map<String, JsonNode> mounts = new TreeMap<>();
        service.path("volumes").forEach(mount -> {
            JsonNode found = mount.isObject() ? mount((ObjectNode) mount) : mount(mount.asText());
            mounts.put(Documents.sorted(found), found);
        });
        service.path("configs").forEach(grant -> {
            JsonNode found = mount(grant, configs);
            mounts.put(Documents.sorted(found), found);
        });
        service.remove("configs");
        if (!mounts.isEmpty()) {
            service.set("volumes", NODES.arrayNode().addAll(mounts.values()));
        }
        service.path("secrets").forEach(grant -> {
            if (grant instanceof ObjectNode mapping) {
                mapping.remove(List.of("uid", "gid", "mode"));
            }
        });
    }

    private ObjectNode mount(ObjectNode mount) {
        if (mount.path("type").asText().equals("bind")) {
            mount.put("source", source(mount.path("source").asText()));
            mount.remove("bind");
        }
        return mount;
    }

    /** The short form that 1.29 prints. */
    private ObjectNode mount(String text) {
        String[] parts = text.split(":");
        ObjectNode mount = NODES.objectNode();
        if (parts.length > 1 && parts[0].startsWith("/")) {
            mount.put("type", "bind").put("source", source(parts[0])).put("target", parts[1]);
            if (parts.length > 2 && parts[2].equals("ro")) {
                mount.put("read_only", true);
            }
            return mount;
        }
        return mount.put("short", text);
    }

    private ObjectNode mount(JsonNode grant, JsonNode configs) {
        String source = (grant.isObject() ? grant.path("source") : grant).asText();
        return NODES.objectNode()
                .put("type", "bind")
                .put("source", content(configs.path(source)))
                .put("target", grant.path("target").asText("/" + source))
                .put("read_only", true);
    }

    private String content(JsonNode definition) {
        if (definition.has("file")) {
            return source(definition.path("file").asText());
        }
        if (definition.has("environment")) {
            return "content:" + variables.get(definition.path("environment").asText());
        }
        return definition.has("content")
                ? "content:" + definition.path("content").asText().replace("$$", "$")
                : definition.toString();
    }

    private String source(String path) {
        if (!path.startsWith(directory)) {
            return path;
        }
        Path file = onDisk.apply(path);
        return "content:" + (Files.isDirectory(file) ? tree(file) : text(file));
    }

    private static String tree(Path directory) {
        Map<String, String> files = new TreeMap<>();
        try (var found = Files.walk(directory)) {
            found.filter(Files::isRegularFile)
                    .sorted(Comparator.naturalOrder())
                    .forEach(file -> files.put(directory.relativize(file).toString(), text(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
