package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Reads the files of one scope and puts each over those before it. */
final class ScopeLoader {
    private final Loading loading;
    private final Scope scope;

    ScopeLoader(Loading loading, Scope scope) {
        this.loading = loading;
        this.scope = scope;
    }

    /**
     * All of them as one document, which may still have marks.
     *
     * @param named the document that names the files, and {@code at} where
     */
    ComposeDocument load(List<String> files, ComposeDocument named, String at) {
        ComposeDocument all = new ComposeDocument(JsonNodeFactory.instance.objectNode(), SourceLines.none());
        for (String file : files) {
            ComposeDocument document = loading.document(file, scope, named, at);
            ComposeDocument extended = new Extending(loading, scope).resolved(file, document);
            ComposeDocument complete = new Including(loading, scope, extended).resolved(file);
            all = over(all, complete);
        }
        ObjectNode tree = MergeMark.stripped(all.tree());
        tree.path("services").forEach(this::buildHere);
        return new ComposeDocument(tree, all.lines());
    }

    /** Without a context, a build takes the directory that paths start from. */
    private void buildHere(JsonNode service) {
        if (!scope.directory().isEmpty()
                && service.path("build") instanceof ObjectNode build
                && !build.has("context")) {
            build.put("context", "./" + scope.directory());
        }
    }

    private ComposeDocument over(ComposeDocument earlier, ComposeDocument later) {
        try {
            return new ComposeDocument(
                    loading.merging().merge(earlier.tree(), later.tree()),
                    earlier.lines().with(later.lines()));
        } catch (ComposeRefusal refusal) {
            throw later.located(refusal);
        }
    }
}
