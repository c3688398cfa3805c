package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.cli.init.detect.FoundService.Endpoint;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The health check of a Compose file, which is a command: curl and wget name the endpoint that they ask. */
final class HealthCommand {
    private static final Pattern URL = Pattern.compile(
            "http://(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?])(?::(\\d{1,5}))?(/[A-Za-z0-9._~%/-]*)?(?=[\\s\"'|;&)]|$)");
    private static final int HTTP = 80;
    private static final int LAST_PORT = 65535;

    private HealthCommand() {}

    /** Empty where the check asks no plain HTTP endpoint of the container itself. */
    static Optional<Endpoint> endpoint(JsonNode healthcheck) {
        JsonNode test = healthcheck.path("test");
        String command = test.isArray()
                ? test.valueStream().map(JsonNode::asText).collect(Collectors.joining(" "))
                : test.asText();
        Matcher url = URL.matcher(command);
        if (!url.find() || healthcheck.path("disable").asBoolean()) {
            return Optional.empty();
        }
        int port = url.group(1) == null ? HTTP : Integer.parseInt(url.group(1));
        String path = url.group(2) == null ? "/" : url.group(2);
        return port >= 1 && port <= LAST_PORT ? Optional.of(new Endpoint(path, port)) : Optional.empty();
    }
}
