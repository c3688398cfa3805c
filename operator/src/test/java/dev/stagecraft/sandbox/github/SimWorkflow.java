package dev.stagecraft.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A workflow file of a repository, read as far as dispatches depend on it. */
public final class SimWorkflow {
    private static final int MOST_INPUTS = 25;
    private static final int LONGEST = 65_535;

    private final String repository;
    private final String file;
    private final JsonNode content;
    private volatile boolean disabled;

    SimWorkflow(String repository, String file, String text) {
        this.repository = repository;
        this.file = file;
        this.content =
                new ObjectMapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    public void disable() {
        disabled = true;
    }

    String repository() {
        return repository;
    }

    String file() {
        return file;
    }

    String name() {
        return content.path("name").asText(".github/workflows/" + file);
    }

    long id() {
        return 161_335L;
    }

    /** What {@code run-name} makes of the inputs: only the one form that is needed is understood. */
    String title(Map<String, String> inputs) {
        return content.path("run-name")
                        .asText("")
                        .contains("format('Build {0} {1}', inputs.service, inputs.correlation)")
                ? "Build " + inputs.getOrDefault("service", "") + " " + inputs.getOrDefault("correlation", "")
                : name();
    }

    /** Why a dispatch with these inputs is not processed. */
    Optional<String> refusal(Map<String, JsonNode> inputs) {
        if (disabled) {
            return Optional.of("Cannot trigger a 'workflow_dispatch' on a disabled workflow");
        }
        JsonNode trigger = content.path("on").path("workflow_dispatch");
        if (trigger instanceof MissingNode) {
            return Optional.of("Workflow does not have 'workflow_dispatch' trigger");
        }
        JsonNode declared = trigger.path("inputs");
        List<String> unexpected =
                inputs.keySet().stream().filter(name -> !declared.has(name)).toList();
        if (!unexpected.isEmpty()) {
            return Optional.of("Unexpected inputs provided: " + unexpected);
        }
        var missing = new ArrayList<String>();
        declared.properties().forEach(input -> {
            if (input.getValue().path("required").asBoolean() && !inputs.containsKey(input.getKey())) {
                missing.add(input.getKey());
            }
        });
        if (!missing.isEmpty()) {
            return Optional.of("Required input '" + missing.getFirst() + "' not provided");
        }
        if (inputs.size() > MOST_INPUTS
                || inputs.values().stream().anyMatch(value -> !value.isTextual())
                || inputs.values().stream()
                                .mapToInt(value -> value.asText().length())
                                .sum()
                        > LONGEST) {
            return Optional.of("inputs are too large");
        }
        return Optional.empty();
    }
}
