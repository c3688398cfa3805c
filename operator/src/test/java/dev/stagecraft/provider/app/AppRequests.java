package dev.stagecraft.provider.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.source.SourceTree;
import java.util.List;
import java.util.Map;

/** Requests as the core makes them. */
public final class AppRequests {
    private static final ObjectMapper YAML = new YAMLMapper();

    private AppRequests() {}

    /** The YAML as a provider gets it; empty text is a missing node. */
    public static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException(failure);
        }
    }

    /** A request for one service without a build in the compose file. */
    public static AppRequest request(String config, SourceTree tree, String... services) {
        return request(config, tree, Map.of(), "", services);
    }

    /** A request with the builds of the compose file in that directory. */
    public static AppRequest request(
            String config, SourceTree tree, Map<String, String> builds, String directory, String... services) {
        var parsed = new java.util.TreeMap<String, JsonNode>();
        builds.forEach((service, build) -> parsed.put(service, yaml(build)));
        return new AppRequest(
                yaml(config),
                List.of(services),
                parsed,
                directory,
                tree,
                "prod",
                List.of(),
                List.of(),
                List.of(),
                List.of("linux/amd64"));
    }
}
