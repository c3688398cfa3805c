package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.LIMIT;
import static dev.stagecraft.compose.ComposeProblem.Code.NOT_YAML;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Text to {@link ComposeFile}. */
public final class ComposeParser {
    static final int MAX_BYTES = 256 * 1024;

    private ComposeParser() {}

    /** Accepts one YAML 1.2 document of at most 256 KiB, 64 levels and 50 aliases, and resolves its anchors and merge keys. */
    public static ParseResult parse(String yaml) {
        return parse(yaml, ContentCheck::problems);
    }

    /**
     * Reads back what {@link ComposeRenderer} wrote: a file that was checked before it was rendered, with the labels and
     * references that no author may use.
     */
    public static ParseResult parseRendered(String yaml) {
        return parse(yaml, file -> List.of());
    }

    private static ParseResult parse(String yaml, Function<ComposeFile, List<ComposeProblem>> check) {
        if (yaml.length() > MAX_BYTES || yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return rejected(ComposeProblem.at(LIMIT, "", "The file is larger than 256 KiB; split the application."));
        }
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
        try {
            return document(new Parse(settings).parseString(yaml).iterator(), check);
        } catch (YamlRefusal refusal) {
            return rejected(refusal.problem());
        } catch (YamlEngineException failure) {
            return rejected(notYaml(failure));
        }
    }

    private static ParseResult document(Iterator<Event> events, Function<ComposeFile, List<ComposeProblem>> check) {
        Optional<Event> first = nextDocument(events);
        if (first.isEmpty()) {
            return rejected(ComposeProblem.at(INVALID, "", "The file is empty; it needs a mapping with 'services'."));
        }
        YamlReader reader = new YamlReader(events);
        JsonNode root = reader.read();
        if (nextDocument(events).isPresent()) {
            return rejected(ComposeProblem.at(INVALID, "", "The file has several YAML documents; keep only one."));
        }
        return checked(root, reader.lines(), check);
    }

    private static Optional<Event> nextDocument(Iterator<Event> events) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static ParseResult checked(
            JsonNode root, SourceLines lines, Function<ComposeFile, List<ComposeProblem>> check) {
        List<ComposeProblem> shape = ShapeCheck.problems(root, lines);
        if (!shape.isEmpty() || !(root instanceof ObjectNode tree)) {
            return new ParseResult.Rejected(shape);
        }
        ComposeFile file = new ComposeFile(tree, lines);
        List<ComposeProblem> problems = check.apply(file);
        return problems.isEmpty() ? new ParseResult.Parsed(file) : new ParseResult.Rejected(problems);
    }

    private static ComposeProblem notYaml(YamlEngineException failure) {
        Optional<Mark> mark =
                failure instanceof MarkedYamlEngineException marked ? marked.getProblemMark() : Optional.empty();
        String what = failure instanceof MarkedYamlEngineException marked ? marked.getProblem() : failure.getMessage();
        String where = mark.map(m -> " at line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
                .orElse("");
        OptionalInt line = mark.map(m -> OptionalInt.of(m.getLine() + 1)).orElseGet(OptionalInt::empty);
        String sentence = "The file is not YAML: " + String.valueOf(what).strip() + where + ".";
        return new ComposeProblem(NOT_YAML, "", line, sentence);
    }

    private static ParseResult rejected(ComposeProblem problem) {
        return new ParseResult.Rejected(List.of(problem));
    }
}
