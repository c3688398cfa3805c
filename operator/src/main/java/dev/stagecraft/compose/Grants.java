package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.UNDEFINED_VARIABLE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes files of the secrets and configs that services use. Compose 1.29 ignores configs, so they become what Compose v2 makes of
 * them: mounts of single files, which nobody writes to.
 */
final class Grants {
    private final Shipper shipper;
    private final ComposeDocument document;
    private final Interpolation interpolation;
    private final TreeMap<String, String> files = new TreeMap<>();
    private final Set<String> usedSecrets = new TreeSet<>();

    Grants(Shipper shipper, ComposeDocument document, Interpolation interpolation) {
        this.shipper = shipper;
        this.document = document;
        this.interpolation = interpolation;
    }

    void service(String path, ObjectNode service) {
        JsonNode configs = service.path("configs");
        for (int i = 0; i < configs.size(); i++) {
            String at = path + ".configs[" + i + "]";
            String name = name(configs.get(i));
            String file = file("configs", name, at);
            ArrayNode volumes = service.path("volumes") instanceof ArrayNode list ? list : service.putArray("volumes");
            volumes.addObject()
                    .put("type", "bind")
                    .put("source", file)
                    .put("target", configs.get(i).path("target").asText("/" + name))
                    .put("read_only", true);
        }
        service.remove("configs");
        JsonNode secrets = service.path("secrets");
        for (int i = 0; i < secrets.size(); i++) {
            String name = name(secrets.get(i));
            file("secrets", name, path + ".secrets[" + i + "]");
            usedSecrets.add(name);
        }
    }

    private static String name(JsonNode grant) {
        return (grant.isObject() ? grant.path("source") : grant).asText();
    }

    /** After all services: the sections say where the files are, and nothing of what nobody uses. */
    void sections() {
        document.tree().remove("configs");
        if (document.tree().path("secrets") instanceof ObjectNode secrets) {
            secrets.retain(usedSecrets);
            for (String name : usedSecrets) {
                ObjectNode definition = secrets.withObjectProperty(name);
                definition.remove(List.of("environment", "content"));
                definition.put("file", files.get("secrets." + name));
            }
            if (secrets.isEmpty()) {
                document.tree().remove("secrets");
            }
        }
    }

    private String file(String section, String name, String at) {
        String path = section + "." + name;
        String known = files.get(path);
        if (known != null) {
            return known;
        }
        JsonNode definition = document.tree().path(section).path(name);
        if (!definition.isObject()) {
            throw document.refuse(INVALID, at, "There is no '%s' below '%s'.".formatted(name, section));
        }
        String file = made(path, name, definition, section.equals("secrets"));
        files.put(path, file);
        return file;
    }

    private String made(String path, String name, JsonNode definition, boolean secret) {
        if (definition.has("file")) {
            String written = definition.path("file").asText();
            if (interpolation.orWritten(written).isEmpty()) {
                // Compose would take the directory of the project.
                throw document.refuse(INVALID, path + ".file", "The path of a file is missing here; write it out.");
            }
            return RelativePaths.isRelative(written, interpolation)
                    ? shipper.shipped(path + ".file", written, secret)
                    : written;
        }
        if (definition.has("content")) {
            return content(path + ".content", name, definition.path("content").asText(), secret);
        }
        if (definition.has("environment")) {
            String variable = definition.path("environment").asText();
            return content(path + ".environment", name, "${" + variable + "}", secret);
        }
        throw document.refuse(
                INVALID,
                path,
                "'%s' is external, which only Swarm has; give it a file, content or environment.".formatted(name));
    }

    private String content(String at, String name, String template, boolean secret) {
        String text = interpolation
                .text(template)
                .orElseThrow(() -> document.refuse(
                        UNDEFINED_VARIABLE, at, "A variable has no value here; define it in env or envFrom."));
        return shipper.content(
                at, name, text.getBytes(StandardCharsets.UTF_8), secret || interpolation.readsSecret(template));
    }
}
