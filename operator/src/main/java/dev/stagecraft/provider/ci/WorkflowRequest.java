package dev.stagecraft.provider.ci;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a workflow file is written for.
 *
 * @param config the provider's own configuration
 * @param namespace of the resource
 * @param name of the resource
 * @param registry {@code spec.project.registry}: where images go, without service and tag
 */
public record WorkflowRequest(JsonNode config, String namespace, String name, String registry) {
    public WorkflowRequest {
        requireNonNull(config, "config");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        requireNonNull(registry, "registry");
    }
}
