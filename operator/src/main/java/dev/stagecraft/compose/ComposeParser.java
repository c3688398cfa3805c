package dev.stagecraft.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** One text to {@link ComposeFile}. */
public final class ComposeParser {
    static final int MAX_BYTES = ComposeDocument.MAX_BYTES;

    private ComposeParser() {}

    /**
     * Accepts one YAML 1.2 document of at most 256 KiB, 64 levels and 50 aliases, and resolves its anchors and merge keys. Other
     * files that it names are not there.
     */
    public static ParseResult parse(String yaml) {
        return new ComposeLoader(ComposeSources.of(Map.of("", yaml)), Set.of(), Variables.none()).load(List.of(""));
    }

    /**
     * Reads back what {@link ComposeRenderer} wrote: a file that was checked before it was rendered, with the labels and
     * references that no author may use.
     */
    public static ParseResult parseRendered(String yaml) {
        try {
            ComposeDocument document = ComposeDocument.read("", yaml, true);
            return new ParseResult.Parsed(new ComposeFile(document.tree(), document.lines()));
        } catch (ComposeRefusal refusal) {
            return new ParseResult.Rejected(refusal.problems());
        }
    }
}
