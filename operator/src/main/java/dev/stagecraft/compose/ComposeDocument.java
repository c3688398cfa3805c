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
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One text, read and of the right shape, with its marks.
 *
 * @param tree keys in the order of the author
 */
record ComposeDocument(ObjectNode tree, SourceLines lines) {
    static final int MAX_BYTES = 256 * 1024;

    /**
     * @param file the name for problems; empty for a document that is no file
     * @param needsServices whether it must have services; one of several files need not
     * @throws ComposeRefusal with everything that is wrong
     */
    static ComposeDocument read(String file, String yaml, boolean needsServices) {
        try {
            return document(file, yaml, needsServices);
        } catch (YamlRefusal refusal) {
            throw new ComposeRefusal(refusal.problem().in(file));
        } catch (YamlEngineException failure) {
            throw new ComposeRefusal(notYaml(failure).in(file));
        }
    }

    private static ComposeDocument document(String file, String yaml, boolean needsServices) {
        if (yaml.length() > MAX_BYTES || yaml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(file, LIMIT, "The file is larger than 256 KiB; split the application.");
        }
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
        Iterator<Event> events = new Parse(settings).parseString(yaml).iterator();
        if (nextDocument(events).isEmpty()) {
            throw refused(file, INVALID, "The file is empty; it needs a mapping with 'services'.");
        }
        YamlReader reader = new YamlReader(events);
        JsonNode root = reader.read();
        if (nextDocument(events).isPresent()) {
            throw refused(file, INVALID, "The file has several YAML documents; keep only one.");
        }
        SourceLines lines = reader.lines(file);
        JsonNode plain = root instanceof ObjectNode mapping ? MergeMark.stripped(mapping) : root;
        List<ComposeProblem> shape = ShapeCheck.problems(plain, lines, needsServices);
        if (!shape.isEmpty() || !(root instanceof ObjectNode tree)) {
            throw new ComposeRefusal(shape);
        }
        return new ComposeDocument(tree, lines);
    }

    /** To be thrown. */
    ComposeRefusal refuse(ComposeProblem.Code code, String path, String message) {
        return new ComposeRefusal(lines.problem(code, path, message));
    }

    /** The same problems, with their lines in this document. */
    ComposeRefusal located(ComposeRefusal refusal) {
        return new ComposeRefusal(refusal.problems().stream()
                .map(problem -> lines.problem(problem.code(), problem.path(), problem.message()))
                .toList());
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

    private static ComposeRefusal refused(String file, ComposeProblem.Code code, String message) {
        return new ComposeRefusal(ComposeProblem.at(code, "", message).in(file));
    }

    private static ComposeProblem notYaml(YamlEngineException failure) {
        Optional<Mark> mark =
                failure instanceof MarkedYamlEngineException marked ? marked.getProblemMark() : Optional.empty();
        String what = failure instanceof MarkedYamlEngineException marked ? marked.getProblem() : failure.getMessage();
        String where = mark.map(m -> " at line %d, column %d".formatted(m.getLine() + 1, m.getColumn() + 1))
                .orElse("");
        OptionalInt line = mark.map(m -> OptionalInt.of(m.getLine() + 1)).orElseGet(OptionalInt::empty);
        String sentence = "The file is not YAML: " + String.valueOf(what).strip() + where + ".";
        return new ComposeProblem(NOT_YAML, "", "", line, sentence);
    }
}
