package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.source.SourceTree;
import java.util.List;
import java.util.Map;

/**
 * What a provider may know when it says how services are built.
 *
 * @param config its own configuration
 * @param services those that it claims, as the resource lists them; at least one
 * @param composeBuilds by service, what the compose file says under {@code build}: as it is written there, with values in the
 *     place of variables
 * @param composeDirectory where the compose file is, which its paths are relative to; empty for the root, and for one that is not
 *     in the source
 * @param tree the source at the commit that is released
 * @param environment name of the environment
 * @param variables names of the variables that the application gets
 * @param secrets names of those among them that come from Secrets
 * @param databases that the resource has
 * @param platforms that images are built for, as in {@code linux/amd64}; at least one
 */
public record AppRequest(
        JsonNode config,
        List<String> services,
        Map<String, JsonNode> composeBuilds,
        String composeDirectory,
        SourceTree tree,
        String environment,
        List<String> variables,
        List<String> secrets,
        List<AppDatabase> databases,
        List<String> platforms) {
    public AppRequest {
        services = List.copyOf(services);
        composeBuilds = Map.copyOf(composeBuilds);
        variables = List.copyOf(variables);
        secrets = List.copyOf(secrets);
        databases = List.copyOf(databases);
        platforms = List.copyOf(platforms);
    }
}
