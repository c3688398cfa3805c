package dev.stagecraft.sandbox.net;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One Compose project as the host's own engine and file system tell it, asked past SSH and past the operator. */
public record ProjectOnHost(RealHost host, String project) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSPECT_ALL = "docker ps --all --quiet --no-trunc"
            + " --filter label=com.docker.compose.project=\"$1\""
            + " --filter label=com.docker.compose.oneoff=False | xargs -r docker inspect";

    /**
     * A container, running or not.
     *
     * @param image as the container was told, by digest or tag
     * @param address in the project's network; empty when it does not run
     */
    public record Container(
            String id,
            String service,
            String image,
            boolean running,
            String address,
            Map<String, String> environment) {}

    /** Those of the services; what was run once beside them is none. */
    public List<Container> containers() {
        var printed =
                host.run("sh", "-c", INSPECT_ALL, "inspect", project).orFail().out();
        try {
            return JSON.readTree(printed.isBlank() ? "[]" : printed)
                    .valueStream()
                    .map(ProjectOnHost::container)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("docker inspect printed no JSON: " + printed, e);
        }
    }

    /** The one container of the service; any other number of them is a failure. */
    public Container only(String service) {
        var found = containers().stream()
                .filter(container -> container.service().equals(service))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    "one container of %s was expected on %s: %s".formatted(service, host.name(), found));
        }
        return found.getFirst();
    }

    /** Container ids, sorted. */
    public List<String> ids() {
        return containers().stream().map(Container::id).sorted().toList();
    }

    /** Service to image, of those that run. */
    public Map<String, String> images() {
        return containers().stream()
                .filter(Container::running)
                .collect(toMap(Container::service, Container::image, (one, other) -> one + " and " + other));
    }

    /** What the only web container answers, asked from its host. */
    public String get(String path) {
        return host.run(
                        "curl",
                        "-fsS",
                        "--max-time",
                        "10",
                        "http://" + only("web").address() + ":8080" + path)
                .orFail()
                .out();
    }

    /** What {@code find} prints for these conditions below the operator's directory of the project. */
    public List<String> find(String... conditions) {
        var words = Stream.concat(Stream.of("find", directory()), Stream.of(conditions));
        return host.run(words.toArray(String[]::new)).orFail().out().lines().toList();
    }

    /** Where the operator keeps its files of the project. */
    public String directory() {
        return "/var/lib/stagecraft/" + project;
    }

    private static Container container(JsonNode json) {
        var config = json.path("Config");
        return new Container(
                json.path("Id").asText(),
                config.path("Labels").path("com.docker.compose.service").asText(),
                config.path("Image").asText(),
                json.path("State").path("Running").asBoolean(),
                address(json.path("NetworkSettings").path("Networks")),
                config.path("Env")
                        .valueStream()
                        .map(JsonNode::asText)
                        .collect(toMap(
                                entry -> entry.substring(0, entry.indexOf('=')),
                                entry -> entry.substring(entry.indexOf('=') + 1))));
    }

    private static String address(JsonNode networks) {
        return networks.valueStream()
                .map(network -> network.path("IPAddress").asText())
                .findFirst()
                .orElse("");
    }
}
