package dev.stagecraft.dotenv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tables of cases. Where Compose answers differently its answer is under {@code compose}: what it gives, {@code refused}, or
 * {@code anything} where the two are not comparable.
 */
public final class CaseFile {
    private CaseFile() {}

    static Stream<JsonNode> parsing() {
        return cases("parse.json");
    }

    static Stream<JsonNode> interpolation() {
        return cases("interpolation.json");
    }

    /** A file that Compose can be asked about, and what it is expected to say; empty where it refuses. */
    public record Asked(String why, String text, java.util.Optional<Map<String, String>> answer) {}

    /** Every file of both tables that can be compared. */
    public static List<Asked> forCompose() {
        var asked = new ArrayList<Asked>();
        parsing().forEach(each -> add(asked, each, each.path("text").asText()));
        interpolation()
                .filter(each -> each.path("layers").size() == 1
                        && each.path("layers").path(0).has("file"))
                .forEach(each -> add(
                        asked, each, each.path("layers").path(0).path("file").asText()));
        return asked;
    }

    private static void add(List<Asked> asked, JsonNode each, String text) {
        var answer = each.has("compose") ? each.path("compose") : each.path("gives");
        boolean template = answer.valueStream().anyMatch(JsonNode::isObject);
        if (!answer.asText().equals("anything") && !template) {
            asked.add(new Asked(
                    each.path("why").asText(),
                    text,
                    answer.isObject() ? java.util.Optional.of(values(answer)) : java.util.Optional.empty()));
        }
    }

    static Map<String, String> values(JsonNode object) {
        var values = new TreeMap<String, String>();
        object.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        return values;
    }

    private static Stream<JsonNode> cases(String name) {
        try (InputStream file = CaseFile.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(file)).valueStream();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
