package dev.stagecraft.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.host.Container.Health;
import dev.stagecraft.host.Container.State;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link DockerCommands#INSPECT_FORMAT} prints: one JSON object a line. Pure. */
final class Inspection {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Inspection() {}

    static List<Container> parse(CommandResult result) {
        if (result.truncated()) {
            throw new HostException(
                    HostException.Code.PROTOCOL, "The host's list of containers is too long to be read whole.");
        }
        return result.stdout()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Inspection::container)
                .toList();
    }

    private static Container container(String line) {
        try {
            return container(JSON.readTree(line));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException broken) {
            throw new HostException(
                    HostException.Code.PROTOCOL, "The host's description of a container cannot be read.", broken);
        }
    }

    private static Container container(JsonNode node) {
        var labels = labels(node.path("labels"));
        return new Container(
                node.path("id").asText(),
                labels.getOrDefault(DockerCommands.SERVICE_LABEL, ""),
                node.path("name").asText().replaceFirst("^/", ""),
                State.valueOf(upper(node.path("state"))),
                Health.valueOf(upper(node.path("health"))),
                node.path("image").asText(),
                labels,
                addresses(node.path("networks")),
                "true".equalsIgnoreCase(labels.get(DockerCommands.ONE_OFF_LABEL)),
                Instant.parse(node.path("createdAt").asText()),
                time(node.path("startedAt").asText()),
                time(node.path("finishedAt").asText()),
                node.path("restarts").asInt(),
                node.path("exitCode").asInt(),
                seconds(node.path("stopTimeout")));
    }

    private static Map<String, String> labels(JsonNode node) {
        var labels = new LinkedHashMap<String, String>();
        node.properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return labels;
    }

    private static Map<String, String> addresses(JsonNode networks) {
        var addresses = new LinkedHashMap<String, String>();
        networks.properties().forEach(entry -> {
            var address = entry.getValue().path("IPAddress").asText();
            if (!address.isEmpty()) {
                addresses.put(entry.getKey(), address);
            }
        });
        return addresses;
    }

    /** The engine writes year 1 for what did not happen. */
    private static Optional<Instant> time(String text) {
        return text.isEmpty() || text.startsWith("0001-") ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static Optional<Duration> seconds(JsonNode node) {
        return node.isNumber() && node.asLong() > 0 ? Optional.of(Duration.ofSeconds(node.asLong())) : Optional.empty();
    }

    private static String upper(JsonNode node) {
        return node.asText().toUpperCase(Locale.ROOT);
    }
}
