package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.LIMIT;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several files to one {@link ComposeFile}, as Compose puts them together: what they extend and include is in it, and services of
 * profiles that are not active are not.
 *
 * @param profiles the active ones; {@code *} stands for all
 * @param variables for paths and the comparison of entries; everything else stays for the host to replace
 */
public record ComposeLoader(ComposeSources sources, Set<String> profiles, Variables variables) {
    public ComposeLoader {
        requireNonNull(sources, "sources");
        requireNonNull(variables, "variables");
        profiles = Set.copyOf(profiles);
    }

    /**
     * Each file is put over those before it. Relative paths start from the directory of the first one, and are from the root of the
     * sources in what comes out.
     *
     * @param files paths in the sources, at least one
     */
    public ParseResult load(List<String> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("There must be a file to load.");
        }
        try {
            Loading loading = new Loading(sources, variables);
            String directory = RelativePaths.parent(files.getFirst());
            ComposeDocument nothing = new ComposeDocument(JsonNodeFactory.instance.objectNode(), SourceLines.none());
            LocalVariables local = loading.variables(
                    nothing, "", Map.of(RelativePaths.resolve(directory, ".env"), false), new LocalVariables(Map.of()));
            ComposeDocument all =
                    new ScopeLoader(loading, new Scope(directory, local, List.of())).load(files, nothing, "");
            return checked(all, loading);
        } catch (ComposeRefusal refusal) {
            return new ParseResult.Rejected(refusal.problems());
        }
    }

    private ParseResult checked(ComposeDocument all, Loading loading) {
        List<ComposeProblem> shape = ShapeCheck.problems(all.tree(), all.lines(), true);
        if (!shape.isEmpty()) {
            return new ParseResult.Rejected(shape);
        }
        ComposeDocument active = ProfileFilter.active(all, profiles);
        if (active.tree().path("services").isEmpty()) {
            throw all.refuse(
                    INVALID, "services", "Every service has a profile that is not active; activate one of them.");
        }
        if (YamlWriter.write(active.tree()).getBytes(StandardCharsets.UTF_8).length > ComposeDocument.MAX_BYTES) {
            throw new ComposeRefusal(
                    ComposeProblem.at(LIMIT, "", "All files together are larger than 256 KiB; split the application."));
        }
        ComposeFile file = new ComposeFile(active.tree(), active.lines(), loading.local());
        List<ComposeProblem> problems = ContentCheck.problems(file);
        return problems.isEmpty() ? new ParseResult.Parsed(file) : new ParseResult.Rejected(problems);
    }
}
