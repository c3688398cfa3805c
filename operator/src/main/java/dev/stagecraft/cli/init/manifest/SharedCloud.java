package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all environments say of the cloud: it stands in the base, so that it is said once. Hosts that exist already are never
 * shared, whatever their addresses.
 *
 * @param provider empty where they differ; nothing is shared then
 */
record SharedCloud(Optional<String> provider, ObjectNode config) {
    private static final String HOSTS = "hosts";

    static SharedCloud of(List<Environment> environments) {
        ObjectNode common = JsonNodeFactory.instance.objectNode();
        if (environments.stream()
                        .map(each -> each.cloud().provider())
                        .distinct()
                        .count()
                != 1) {
            return new SharedCloud(Optional.empty(), common);
        }
        Environment.Cloud first = environments.getFirst().cloud();
        first.config().properties().stream()
                .filter(entry -> !entry.getKey().equals(HOSTS))
                .filter(entry -> environments.stream()
                        .allMatch(each ->
                                entry.getValue().equals(each.cloud().config().path(entry.getKey()))))
                .forEach(entry -> common.set(entry.getKey(), entry.getValue()));
        return new SharedCloud(Optional.of(first.provider()), common);
    }

    /** What is left for the environment itself to say. */
    ObjectNode rest(Environment environment) {
        ObjectNode rest = environment.cloud().config().deepCopy();
        rest.remove(config.propertyStream().map(Map.Entry::getKey).toList());
        return rest;
    }
}
