package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DigitalOcean's published contract, read in place from the shared folder. Its schemas are those of OpenAPI 3.0, which
 * differ from JSON Schema in {@code nullable} only, as far as this document goes.
 */
public final class Contract {
    private static final Optional<Contract> SHARED = read();

    private final JsonNode document;
    private final Map<String, JsonSchema> compiled = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory = factory();

    private Contract(JsonNode document) {
        this.document = document;
    }

    private static JsonSchemaFactory factory() {
        var dialect = JsonMetaSchema.builder(JsonMetaSchema.getV7());
        List.of("components", "example", "deprecated", "discriminator", "nullable")
                .forEach(word -> dialect.keyword(new NonValidationKeyword(word)));
        return JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7))
                .metaSchema(dialect.build())
                .build();
    }

    /** Where it is looked for: {@code $STAGECRAFT_SHARED}, else the folder {@code shared} beside the repository. */
    public static Path location() {
        String shared = System.getenv("STAGECRAFT_SHARED");
        Path root = Path.of(System.getProperty("stagecraft.root", ".."));
        Path folder = shared == null ? root.resolve("..").resolve("shared") : Path.of(shared);
        return folder.resolve("digitalocean").resolve("openapi.yaml").normalize();
    }

    /** Empty where the shared folder is not; read once, as it is long. */
    public static Optional<Contract> load() {
        return SHARED;
    }

    private static Optional<Contract> read() {
        if (!Files.isReadable(location())) {
            return Optional.empty();
        }
        try {
            JsonNode document =
                    new ObjectMapper(new YAMLFactory()).readTree(location().toFile());
            nullable(document);
            return Optional.of(new Contract(document));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The contract " + location() + " cannot be read.", unreadable);
        }
    }

    /** Every way in which this request or its answer leaves the contract, a line each. */
    public List<String> violations(JournalEntry entry) {
        var violations = new ArrayList<String>();
        Optional<Operation> found = operation(entry);
        if (found.isEmpty()) {
            return List.of(entry + ": the contract has no such operation");
        }
        Operation operation = found.get();
        query(operation, entry, violations);
        JsonNode requestSchema = operation.json().at("/requestBody/content/application~1json/schema");
        if (!requestSchema.isMissingNode() && !entry.requestBody().isMissingNode()) {
            check(operation.key() + " request", requestSchema, entry.requestBody(), violations);
        } else if (!entry.requestBody().isMissingNode()) {
            violations.add(entry + ": a body where the contract has none");
        }
        if (entry.fault().isEmpty() && entry.status() != 0) {
            response(operation, entry, violations);
        }
        return violations;
    }

    private record Operation(String key, JsonNode json, JsonNode pathParameters) {}

    private Optional<Operation> operation(JournalEntry entry) {
        return document.path("paths").properties().stream()
                .filter(path -> matches(path.getKey(), entry.path()))
                .filter(path -> path.getValue().has(entry.method().toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(path -> path.getKey().indexOf('{') < 0 ? 0 : 1))
                .map(path -> new Operation(
                        entry.method() + " " + path.getKey(),
                        path.getValue().path(entry.method().toLowerCase(Locale.ROOT)),
                        path.getValue().path("parameters")));
    }

    private static boolean matches(String template, String path) {
        return path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private void query(Operation operation, JournalEntry entry, List<String> violations) {
        entry.query().forEach((key, value) -> {
            Optional<JsonNode> parameter = operation
                    .json()
                    .path("parameters")
                    .valueStream()
                    .map(this::resolved)
                    .filter(candidate -> candidate.path("name").asText().equals(key)
                            && candidate.path("in").asText().equals("query"))
                    .findFirst();
            if (parameter.isEmpty()) {
                violations.add(entry + ": the contract has no query parameter " + key);
                return;
            }
            JsonNode schema = parameter.get().path("schema");
            boolean number = schema.path("type").asText().equals("integer");
            JsonNode typed = number ? new LongNode(Long.parseLong(value)) : new TextNode(value);
            check(operation.key() + " ?" + key, schema, typed, violations);
        });
    }

    private void response(Operation operation, JournalEntry entry, List<String> violations) {
        JsonNode responses = operation.json().path("responses");
        JsonNode declared = responses.path(Integer.toString(entry.status()));
        JsonNode response = resolved(declared.isMissingNode() ? responses.path("default") : declared);
        if (response.isMissingNode() || (declared.isMissingNode() && entry.status() < 400)) {
            violations.add(entry + ": the contract has no such status");
            return;
        }
        response.path("headers").fieldNames().forEachRemaining(header -> {
            if (header.startsWith("ratelimit-")
                    && !entry.headers().getOrDefault(header, "").matches("[0-9]+")) {
                violations.add(entry + ": the header " + header + " is not a number");
            }
        });
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode() != entry.responseBody().isMissingNode()) {
            violations.add(entry + ": a body where the contract has none, or none where it has one");
        } else if (!schema.isMissingNode()) {
            check(operation.key() + " " + entry.status(), schema, entry.responseBody(), violations);
        }
    }

    private void check(String name, JsonNode schema, JsonNode value, List<String> violations) {
        JsonSchema validator = compiled.computeIfAbsent(name, key -> compile(schema));
        validator.validate(value).forEach(message -> violations.add(name + ": " + message.getMessage()));
    }

    /** The whole document rides along, so that references into it resolve. */
    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = ((ObjectNode) document).objectNode();
        root.put("$schema", "http://json-schema.org/draft-07/schema#");
        root.set("components", document.path("components"));
        root.putArray("allOf").add(schema);
        return factory.getSchema(root);
    }

    private JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? resolved(document.at(node.path("$ref").textValue().substring(1)))
                : node;
    }

    /** OpenAPI's {@code nullable: true} beside a type becomes JSON Schema's list of types. */
    private static void nullable(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("nullable").asBoolean()
                && object.path("type").isTextual()) {
            ArrayNode types =
                    object.arrayNode().add(object.path("type").textValue()).add("null");
            object.set("type", types);
        }
        node.forEach(Contract::nullable);
    }
}
