package dev.stagecraft.compose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Documents for tests, and ways to read them that share no code with ours. */
final class Documents {
    private static final ObjectMapper SORTED =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Documents() {}

    static ComposeFile parsed(String yaml) {
        return switch (ComposeParser.parse(yaml)) {
            case ParseResult.Parsed(ComposeFile file) -> file;
            case ParseResult.Rejected(var problems) -> throw new AssertionError("rejected: " + problems);
        };
    }

    static ComposeProblem rejected(String yaml) {
        return switch (ComposeParser.parse(yaml)) {
            case ParseResult.Parsed(ComposeFile file) -> throw new AssertionError("accepted: " + file);
            case ParseResult.Rejected(var problems) -> problems.getFirst();
        };
    }

    /** As a YAML 1.1 reader, such as that of Compose 1.29, understands the text; JSON with sorted keys. */
    static String readAsYaml11(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(200);
        return sorted(SORTED.valueToTree(new Yaml(new SafeConstructor(options)).load(yaml)));
    }

    static String sorted(JsonNode tree) {
        try {
            return SORTED.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String ascii(JsonNode tree) {
        try {
            return ASCII.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return SORTED.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
