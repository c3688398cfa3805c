package dev.stagecraft.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What makes a container of a service the container it is. Like Compose's own hash it leaves out how many there are, whom they
 * wait for and how images are fetched: changing those must not replace a container.
 */
final class ServiceHash {
    private static final JsonMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
    private static final List<String> NOT_OF_THE_CONTAINER =
            List.of("build", "depends_on", "develop", "profiles", "pull_policy", "scale");

    private ServiceHash() {}

    /** SHA-256 in hexadecimal. */
    static String of(ComposeFile file, ServiceDefinition service, String environmentFingerprint) {
        ObjectNode content = CANONICAL.createObjectNode();
        ObjectNode definition = service.definition();
        definition.remove(NOT_OF_THE_CONTAINER);
        if (definition.path("deploy") instanceof ObjectNode deploy) {
            deploy.remove("replicas");
        }
        content.set("service", definition);
        content.put("environment", environmentFingerprint);
        use(content, file, "networks", networks(definition));
        use(content, file, "volumes", service.namedVolumes().stream());
        use(content, file, "configs", grants(definition.path("configs")));
        use(content, file, "secrets", grants(definition.path("secrets")));
        return sha256(content);
    }

    private static void use(ObjectNode content, ComposeFile file, String section, Stream<String> names) {
        ObjectNode used = content.putObject(section);
        names.filter(file.node(section)::has)
                .forEach(name -> used.set(name, file.node(section).path(name)));
    }

    private static Stream<String> networks(JsonNode definition) {
        JsonNode networks = definition.path("networks");
        if (networks.isObject()) {
            return networks.propertyStream().map(entry -> entry.getKey());
        }
        return networks.isArray() ? networks.valueStream().map(JsonNode::asText) : Stream.of("default");
    }

    private static Stream<String> grants(JsonNode grants) {
        return grants.valueStream()
                .map(grant -> grant.isObject() ? grant.path("source").asText() : grant.asText());
    }

    private static String sha256(ObjectNode content) {
        try {
            byte[] json = CANONICAL.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("A JSON tree can be written, and every JDK has SHA-256.", impossible);
        }
    }
}
