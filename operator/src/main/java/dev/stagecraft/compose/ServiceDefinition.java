package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the rest of Stagecraft asks about one service. */
public record ServiceDefinition(String name, ObjectNode definition) {
    public ServiceDefinition {
        requireNonNull(name, "name");
        definition = requireNonNull(definition, "definition").deepCopy();
    }

    /** A copy, as every time. */
    @Override
    public ObjectNode definition() {
        return definition.deepCopy();
    }

    /**
     * The service with its variables replaced, where they have a value. It may hold secrets: what is shown to people comes from
     * the service as written.
     */
    public ServiceDefinition resolved(Map<String, String> values) {
        return Resolution.of(this, new Variables(values, Set.of()));
    }

    /** As written, variables and all. */
    public String image() {
        return definition.path("image").asText();
    }

    /** False also for a check that is switched off; true does not say that the image has none of its own. */
    public boolean hasHealthcheck() {
        JsonNode check = definition.path("healthcheck");
        JsonNode test = check.path("test");
        boolean none = "NONE".equals(test.isArray() ? test.path(0).asText() : test.asText());
        return check.isObject() && !check.isEmpty() && !check.path("disable").asBoolean() && !none;
    }

    /** The fixed container name, which only one container on a host can have. */
    public Optional<String> containerName() {
        return text("container_name");
    }

    /** Such as {@code host} or {@code service:db}. */
    public Optional<String> networkMode() {
        return text("network_mode");
    }

    /** The ports that are bound on the host to a fixed number, as written ({@code 8080}, {@code 127.0.0.1:8080}). */
    public List<String> publishedPorts() {
        return PortReader.published(definition);
    }

    /** Volumes, bind mounts and tmpfs, in document order. */
    public List<Mount> mounts() {
        return MountReader.read(definition);
    }

    /** Named volumes only, by their name in the file. */
    public List<String> namedVolumes() {
        return mounts().stream()
                .filter(mount -> mount.kind() == Mount.Kind.NAMED_VOLUME)
                .map(Mount::source)
                .distinct()
                .toList();
    }

    /** Empty where the file leaves it to Compose (10 s) or gives it through a variable. */
    public Optional<Duration> stopGracePeriod() {
        return text("stop_grace_period").flatMap(ComposeDuration::parse);
    }

    /** Whether a container that ended well stays ended: its {@code restart} is {@code no}, the default, or {@code on-failure}. */
    public boolean mayEnd() {
        Optional<String> restart = text("restart");
        JsonNode policy = definition.path("deploy").path("restart_policy");
        String condition = restart.orElseGet(
                () -> policy.isObject() ? policy.path("condition").asText("any") : "no");
        return condition.equals("no") || condition.equals("none") || condition.startsWith("on-failure");
    }

    /** From {@code depends_on}, either form. */
    public List<Dependency> dependencies() {
        return Dependency.read(definition.path("depends_on"));
    }

    /** The value of a label, in either form, as written; empty text where the list form gives it none. */
    public Optional<String> label(String name) {
        JsonNode labels = definition.path("labels");
        return labels.isArray()
                ? labels.valueStream()
                        .map(entry -> entry.asText().split("=", 2))
                        .filter(parts -> parts[0].equals(name))
                        .map(parts -> parts.length == 2 ? parts[1] : "")
                        .reduce((first, last) -> last)
                : Optional.ofNullable(labels.get(name)).map(JsonNode::asText);
    }

    /** From {@code deploy.replicas} or {@code scale}, 1 where the file gives none; empty behind a variable. */
    public OptionalInt replicas() {
        JsonNode deploy = definition.path("deploy").path("replicas");
        JsonNode count = deploy.isMissingNode() ? definition.path("scale") : deploy;
        if (count.isMissingNode() || count.isNull()) {
            return OptionalInt.of(1);
        }
        String text = count.asText();
        return text.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private Optional<String> text(String key) {
        JsonNode value = definition.path(key);
        return value.isTextual() && !value.asText().isBlank() ? Optional.of(value.asText()) : Optional.empty();
    }
}
