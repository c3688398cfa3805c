package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.provider.ci.WorkflowFile;
import dev.stagecraft.provider.ci.WorkflowRequest;
import java.io.IOException;

/** Configurations, and the workflow files that follow from them. */
final class Configs {
    static final String PLAIN = """
            {"repository": "acme/shop", "tokenSecretRef": {"name": "github", "key": "token"}}
            """;
    static final String GIT = """
            {"repository": "acme/shop", "tokenSecretRef": {"name": "github", "key": "token"},
             "secrets": {"npm": "NPM_TOKEN", "pip.conf": "PIP_CONF"},
             "push": {"deliver": "git", "file": "deploy/shop.yaml",
                      "images": {"web": {"context": "backend", "target": "prod"}, "worker": {"dockerfile": "docker/worker.Dockerfile"}}}}
            """;
    static final String KUBECTL = """
            {"repository": "acme/shop", "workflow": "build.yml", "runner": "builders",
             "tokenSecretRef": {"name": "github", "key": "token"},
             "login": {"username": "DO_USER", "password": "DO_TOKEN"},
             "push": {"branch": "release/1.x", "deliver": "kubectl"}}
            """;

    private Configs() {}

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static WorkflowFile workflow(String config, String registry) {
        return new GitHubProvider().workflow(new WorkflowRequest(json(config), "shop", "shop-prod", registry));
    }
}
