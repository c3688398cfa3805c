package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.CYCLE;
import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.UNKNOWN_SERVICE;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts every service that extends another over that one. */
final class Extending {
    private final Loading loading;
    private final Scope scope;
    private final Map<String, ComposeDocument> read = new HashMap<>();

    /**
     * A service with what it extends.
     *
     * @param lines as they would be below the name it has here
     */
    private record Extended(ObjectNode service, SourceLines lines) {}

    Extending(Loading loading, Scope scope) {
        this.loading = loading;
        this.scope = scope;
    }

    /** The document without {@code extends}. */
    ComposeDocument resolved(String file, ComposeDocument document) {
        read.put(file, document);
        ObjectNode tree = document.tree().deepCopy();
        SourceLines lines = document.lines();
        if (tree.path("services") instanceof ObjectNode services) {
            for (String name : List.copyOf(fieldNames(services))) {
                if (services.path(name).has("extends")) {
                    Extended extended = extended(file, name, List.of());
                    services.set(name, extended.service());
                    lines = extended.lines().moved("services", "services").with(lines);
                }
            }
        }
        return new ComposeDocument(tree, lines);
    }

    private static List<String> fieldNames(ObjectNode mapping) {
        return mapping.propertyStream().map(Map.Entry::getKey).toList();
    }

    private Extended extended(String file, String name, List<String> chain) {
        ComposeDocument document = document(file);
        String path = "services." + name;
        ObjectNode service = (ObjectNode) document.tree().path("services").path(name);
        JsonNode extending = service.path("extends");
        if (extending.isMissingNode()) {
            return new Extended(service, document.lines());
        }
        List<String> further = further(document, chain, file, name);
        String at = path + ".extends";
        String base = (extending.isObject() ? extending.path("service") : extending).asText();
        String from = extending.has("file") ? baseFile(document, at, extending.path("file")) : file;
        if (base.isEmpty()) {
            throw document.refuse(INVALID, at, "'extends' needs the name of a service.");
        }
        read(from, document, at);
        if (!(document(from).tree().path("services").path(base) instanceof ObjectNode)) {
            throw document.refuse(
                    UNKNOWN_SERVICE,
                    at,
                    "The service '%s' extends '%s', which is not a service of %s."
                            .formatted(name, base, from.equals(file) ? "the same file" : "'" + from + "'"));
        }
        Extended found = extended(from, base, further);
        loading.count(document, at, found.service());
        return merged(document, name, service, new Extended(found.service(), moved(found.lines(), base, name)));
    }

    private static SourceLines moved(SourceLines lines, String base, String name) {
        return lines.moved("services." + base, "services." + name);
    }

    private Extended merged(ComposeDocument document, String name, ObjectNode service, Extended base) {
        ObjectNode own = service.deepCopy();
        own.remove("extends");
        try {
            ObjectNode merged = loading.merging().service(name, base.service(), own);
            merged.remove("extends");
            SourceLines lines = document.lines().moved("services." + name, "services." + name);
            return new Extended(merged, base.lines().with(lines));
        } catch (ComposeRefusal refusal) {
            throw document.located(refusal);
        }
    }

    private static List<String> further(ComposeDocument document, List<String> chain, String file, String name) {
        String link = file.isEmpty() ? name : file + ":" + name;
        List<String> further = new ArrayList<>(chain);
        further.add(link);
        if (chain.contains(link)) {
            throw document.refuse(
                    CYCLE,
                    "services." + name + ".extends",
                    "These services extend each other: "
                            + String.join(" -> ", further.subList(further.indexOf(link), further.size()))
                            + ". Remove one of the 'extends'.");
        }
        return further;
    }

    /** The path is one from the root already, like all of the document. */
    private String baseFile(ComposeDocument document, String at, JsonNode file) {
        return loading.path(document, at + ".file", file, "");
    }

    private void read(String file, ComposeDocument named, String at) {
        if (!read.containsKey(file)) {
            Scope base = new Scope(RelativePaths.parent(file), scope.variables(), scope.including());
            read.put(file, loading.document(file, base, named, at + ".file"));
        }
    }

    private ComposeDocument document(String file) {
        return requireNonNull(read.get(file), file);
    }
}
