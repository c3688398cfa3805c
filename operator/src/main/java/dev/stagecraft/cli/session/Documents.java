package dev.stagecraft.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Documents that other programs read, and those that people give. The same value is always written as the same bytes. */
public final class Documents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Documents() {}

    /** As JSON of several lines, with a line end; the keys of maps are sorted. */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As YAML, with a line end; the keys of maps are sorted. */
    public static String yaml(Object value) {
        try {
            return YAML.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the format that {@link Settings#format} gave: {@code json} or {@code yaml}. */
    public static String write(Object value, String format) {
        return format.equals("json") ? json(value) : yaml(value);
    }

    /**
     * The documents of a YAML or JSON stream, without empty ones.
     *
     * @param source for messages: a path, or {@code standard input}
     * @throws CommandFailure when it is not YAML, with the line
     */
    public static List<JsonNode> readAll(String text, String source) {
        var found = new ArrayList<JsonNode>();
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            while (values.hasNextValue()) {
                var document = values.nextValue();
                if (document != null && !document.isNull() && !document.isMissingNode()) {
                    found.add(document);
                }
            }
        } catch (JsonProcessingException e) {
            var at = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw CommandFailure.of(
                    source + at + " is not YAML: " + firstLine(e.getOriginalMessage()) + "; correct it there.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
