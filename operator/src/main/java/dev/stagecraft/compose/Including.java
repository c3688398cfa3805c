package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.CYCLE;
import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings in what a document includes: each a small application with files, a directory and variables of its own. */
final class Including {
    private static final List<String> SECTIONS =
            List.of("services", "volumes", "networks", "secrets", "configs", "models");

    private final Loading loading;
    private final Scope scope;
    private final ComposeDocument document;

    Including(Loading loading, Scope scope, ComposeDocument document) {
        this.loading = loading;
        this.scope = scope;
        this.document = document;
    }

    /** The document with all of it, and without {@code include}. */
    ComposeDocument resolved(String file) {
        JsonNode include = document.tree().path("include");
        if (include.isMissingNode()) {
            return document;
        }
        if (!include.isArray() && !include.isNull()) {
            throw document.refuse(INVALID, "include", "'include' must be a list of files.");
        }
        ObjectNode tree = document.tree().deepCopy();
        tree.remove("include");
        SourceLines lines = document.lines();
        for (int i = 0; i < include.size(); i++) {
            ComposeDocument included = included("include[" + i + "]", include.get(i), file);
            loading.count(document, "include[" + i + "]", included.tree());
            bring(tree, included, "include[" + i + "]");
            lines = included.lines().with(lines);
        }
        return new ComposeDocument(tree, lines);
    }

    private ComposeDocument included(String at, JsonNode entry, String file) {
        List<String> files = new ArrayList<>();
        JsonNode paths = entry.isObject() ? entry.path("path") : entry;
        for (JsonNode path : ShortSyntax.oneOrMany(paths)) {
            files.add(loading.path(document, at, path, scope.directory()));
        }
        if (files.isEmpty()) {
            throw document.refuse(INVALID, at, "An entry of 'include' needs a path.");
        }
        List<String> including = new ArrayList<>(scope.including());
        including.add(file);
        if (including.contains(files.getFirst())) {
            including.add(files.getFirst());
            throw document.refuse(CYCLE, at, "These files include each other: " + String.join(" -> ", including) + ".");
        }
        String directory = entry.has("project_directory")
                ? loading.path(document, at + ".project_directory", entry.path("project_directory"), scope.directory())
                : RelativePaths.parent(files.getFirst());
        Map<String, Boolean> dotenv = new LinkedHashMap<>();
        ShortSyntax.oneOrMany(entry.path("env_file"))
                .forEach(each -> dotenv.put(loading.path(document, at + ".env_file", each, scope.directory()), true));
        if (dotenv.isEmpty()) {
            dotenv.put(RelativePaths.resolve(directory, ".env"), false);
        }
        LocalVariables variables = loading.variables(document, at + ".env_file", dotenv, scope.variables());
        return new ScopeLoader(loading, new Scope(directory, variables, including)).load(files, document, at);
    }

    private void bring(ObjectNode tree, ComposeDocument included, String at) {
        for (String section : SECTIONS) {
            if (included.tree().path(section) instanceof ObjectNode from && !from.isEmpty()) {
                ObjectNode to = tree.path(section) instanceof ObjectNode mapping ? mapping : tree.putObject(section);
                from.properties().forEach(entry -> {
                    if (to.has(entry.getKey()) && !to.path(entry.getKey()).equals(entry.getValue())) {
                        throw document.refuse(
                                INVALID,
                                at,
                                "What is included has '%s.%s', and so has this file; rename one of them, or change the included one in another file of the same entry."
                                        .formatted(section, entry.getKey()));
                    }
                    to.set(entry.getKey(), entry.getValue());
                });
            }
        }
    }
}
