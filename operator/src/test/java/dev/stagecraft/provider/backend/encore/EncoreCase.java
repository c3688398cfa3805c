package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppDatabase;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.FakeTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An application in a file, and what is answered for it as a person reads it. */
record EncoreCase(JsonNode config, AppRequest request) {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    static EncoreCase read(String text) throws JsonProcessingException {
        JsonNode input = YAML.readTree(text);
        var files = new TreeMap<String, String>();
        input.path("files")
                .properties()
                .forEach(file -> files.put(file.getKey(), file.getValue().asText()));
        var databases = new ArrayList<AppDatabase>();
        input.path("databases")
                .properties()
                .forEach(entry -> databases.add(
                        new AppDatabase(entry.getKey(), entry.getValue().asBoolean())));
        JsonNode config = input.path("config");
        return new EncoreCase(
                config,
                new AppRequest(
                        config,
                        texts(input.path("services")),
                        Map.of(),
                        "",
                        FakeTree.of(files),
                        input.path("environment").asText("prod"),
                        texts(input.path("variables")),
                        List.of(),
                        databases,
                        input.has("platforms") ? texts(input.path("platforms")) : List.of("linux/amd64")));
    }

    String answer() throws JsonProcessingException {
        var provider = new EncoreBackend();
        ObjectNode answer = YAML.createObjectNode();
        var violations = provider.check(config);
        if (violations.isEmpty()) {
            describe(answer, provider.describe(request));
            provider.sync(request)
                    .forEach(sync -> answer.withArray("sync")
                            .add("%s: %s".formatted(sync.variable(), String.join(" ", sync.command()))));
        } else {
            violations.forEach(fault ->
                    answer.withArray("violations").add(fault.path() + ": " + fault.message() + " " + fault.code()));
        }
        return YAML.writeValueAsString(answer);
    }

    private static void describe(ObjectNode answer, AppAnswer given) throws JsonProcessingException {
        switch (given) {
            case AppAnswer.Refused refused ->
                answer.put("refused", refused.code().label())
                        .put("path", refused.path())
                        .put("message", refused.message());
            case AppAnswer.Described described -> {
                for (var entry : described.recipes().entrySet()) {
                    var program = (Recipe.Program) entry.getValue();
                    ObjectNode recipe = answer.withObject("/recipes").putObject(entry.getKey());
                    recipe.put("context", program.context()).put("program", program.program());
                    recipe.put("version", program.version()).put("command", String.join(" ", program.command()));
                    program.environment().forEach(recipe.withObject("/environment")::put);
                    for (var file : program.files().entrySet()) {
                        recipe.withObject("/files").set(file.getKey(), content(file.getKey(), file.getValue()));
                    }
                }
                described.migrations().forEach(answer.withObject("/migrations")::put);
            }
        }
    }

    /** The script is the same for all, and has a test of its own. */
    private static JsonNode content(String name, String text) throws JsonProcessingException {
        return text.equals(OwnDaemon.SCRIPT) && name.equals(OwnDaemon.FILE)
                ? YAML.getNodeFactory().textNode("the script")
                : YAML.readTree(text);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
