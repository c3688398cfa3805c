package dev.stagecraft.cli.init.earlier;

import dev.stagecraft.cli.init.detect.UnreadableProject;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the YAML of a configuration. */
final class EarlierFile {
    private static final int MOST_CHARACTERS = 1024 * 1024;

    private EarlierFile() {}

    /** @throws UnreadableProject when it is not YAML, or there is nothing in it to convert */
    static Section read(String name, String text, List<Lost> lost) {
        Optional<Node> root = root(name, text);
        if (root.isEmpty()) {
            throw new UnreadableProject(
                    "%s is empty, so there is nothing to convert; run init without --from to describe this directory."
                            .formatted(name));
        }
        if (!(root.get() instanceof MappingNode mapping)) {
            throw new UnreadableProject(
                    "%s is no configuration: it must hold keys such as project and environments; name another file after --from."
                            .formatted(name));
        }
        return Section.of("", mapping, lost);
    }

    private static Optional<Node> root(String name, String text) {
        var settings = LoadSettings.builder()
                .setCodePointLimit(MOST_CHARACTERS)
                .setAllowDuplicateKeys(true)
                .setLabel(name)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (YamlEngineException failure) {
            throw new UnreadableProject(
                    "%s%s is not YAML, and nothing was written: %s. Correct it there, then run init again."
                            .formatted(name, place(failure), problem(failure)));
        }
    }

    private static String place(YamlEngineException failure) {
        return failure instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark()
                        .map((Mark mark) -> ":%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1))
                        .orElse("")
                : "";
    }

    private static String problem(YamlEngineException failure) {
        String words = failure instanceof MarkedYamlEngineException marked
                ? marked.getProblem()
                : String.valueOf(failure.getMessage());
        return String.valueOf(words).lines().findFirst().orElse("").strip().replaceAll("\\.$", "");
    }
}
