package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A provider whose services are built by Dockerfiles. What the configuration says of a service goes before what it says of all,
 * that before the compose file's {@code build}, and that before {@code .} and {@code Dockerfile}.
 */
public interface DockerfileProvider extends AppProvider {
    @Override
    default List<Violation> check(JsonNode config) {
        return DockerfileConfig.read(config).violations();
    }

    @Override
    default SortedMap<String, SecretReference> secrets(JsonNode config, String service) {
        return DockerfileConfig.read(config).config().of(service).build().secrets();
    }

    @Override
    default AppAnswer describe(AppRequest request) {
        var config = DockerfileConfig.read(request.config()).config();
        for (String service : config.services().keySet()) {
            if (!request.services().contains(service)) {
                return new AppAnswer.Refused(
                        ErrorCode.INVALID_CONFIG,
                        "services." + service,
                        "'%s' is not among the services of this provider: %s."
                                .formatted(service, String.join(", ", request.services())));
            }
        }
        var recipes = new TreeMap<String, Recipe>();
        for (String service : request.services()) {
            switch (DockerfileService.describe(service, config, request)) {
                case DockerfileService.Built(Recipe.Dockerfile recipe) -> recipes.put(service, recipe);
                case DockerfileService.Refused(AppAnswer.Refused why) -> {
                    return why;
                }
            }
        }
        return new AppAnswer.Described(recipes);
    }

    @Override
    default SortedMap<String, DevCommand> dev(AppRequest request) {
        var config = DockerfileConfig.read(request.config()).config();
        var commands = new TreeMap<String, DevCommand>();
        for (String service : request.services()) {
            DockerfileConfig.Part part = config.of(service);
            JsonNode written = request.composeBuilds().getOrDefault(service, MissingNode.getInstance());
            Optional<String> context = part.build()
                    .over(ComposeBuild.read(service, written, request.composeDirectory())
                            .build())
                    .context();
            part.dev()
                    .ifPresent(dev -> commands.put(
                            service,
                            new DevCommand(dev.directory().or(() -> context).orElse(""), dev.command(), Map.of())));
        }
        return commands;
    }
}
