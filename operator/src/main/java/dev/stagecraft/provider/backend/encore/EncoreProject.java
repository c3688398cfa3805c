package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.stagecraft.provider.app.SourceLook;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An application of Encore, as its files tell it.
 *
 * @param appId empty where the application is not linked to Encore's platform
 * @param declarations in the order of their files
 */
record EncoreProject(String appId, List<Declaration> declarations) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private static final Set<String> NOT_THEIRS = Set.of("node_modules", "encore.gen");
    private static final Pattern SOURCE = Pattern.compile(".*\\.[cm]?[jt]sx?");
    private static final Pattern NO_SOURCE = Pattern.compile(".*\\.d\\.[cm]?ts|.*\\.test\\.[cm]?[jt]sx?");
    private static final Pattern APP_ID = Pattern.compile("[A-Za-z0-9_-]{0,128}");
    private static final int MOST_ENTRIES = 20_000;
    private static final int DEEPEST = 32;

    EncoreProject {
        declarations = List.copyOf(declarations);
    }

    /** What was read, or a sentence that says why there is no such application. */
    sealed interface Answer {
        record Found(EncoreProject project) implements Answer {}

        record None(String why) implements Answer {}
    }

    static Answer read(SourceTree tree, String directory) {
        String appFile = directory.isEmpty() ? "encore.app" : directory + "/encore.app";
        Optional<String> missing = new SourceLook(tree).noFile(appFile);
        if (missing.isPresent()) {
            return new Answer.None("This is no application of Encore. " + missing.get());
        }
        Optional<JsonNode> app = tree.file(appFile).flatMap(SourceFile::text).flatMap(EncoreProject::parse);
        if (app.isEmpty()) {
            return new Answer.None("'%s' is no JSON object.".formatted(appFile));
        }
        JsonNode id = app.get().path("id");
        if (!id.isMissingNode() && !APP_ID.matcher(id.asText()).matches()) {
            return new Answer.None("'id' in '%s' must be letters, digits, dashes and underscores.".formatted(appFile));
        }
        if (!app.get().path("lang").asText("").equals("typescript")) {
            return new Answer.None("'%s' does not say \"lang\": \"typescript\", and this provider builds nothing else."
                    .formatted(appFile));
        }
        var walk = new Walk(tree);
        walk.into(directory, 0);
        return walk.tooMuch
                ? new Answer.None(
                        "'%s' holds more than %d files or is deeper than %d directories: name the application's own"
                                        .formatted(directory, MOST_ENTRIES, DEEPEST)
                                + " directory under app.")
                : new Answer.Found(new EncoreProject(id.asText(""), walk.found));
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /** One look through the files. */
    private static final class Walk {
        private final SourceTree tree;
        private final List<Declaration> found = new ArrayList<>();
        private int entries;
        private boolean tooMuch;

        private Walk(SourceTree tree) {
            this.tree = tree;
        }

        private void into(String directory, int depth) {
            for (Map.Entry<String, SourceTree.Kind> entry : tree.list(directory).entrySet()) {
                tooMuch |= ++entries > MOST_ENTRIES || depth > DEEPEST;
                String name = entry.getKey();
                if (tooMuch || name.startsWith(".")) {
                    continue;
                }
                String path = directory.isEmpty() ? name : directory + "/" + name;
                switch (entry.getValue()) {
                    case DIRECTORY -> {
                        if (!NOT_THEIRS.contains(name)) {
                            into(path, depth + 1);
                        }
                    }
                    case FILE -> {
                        if (SOURCE.matcher(name).matches()
                                && !NO_SOURCE.matcher(name).matches()) {
                            tree.file(path)
                                    .flatMap(SourceFile::text)
                                    .ifPresent(text -> found.addAll(Declarations.in(path, text)));
                        }
                    }
                    case LINK, SUBMODULE -> {}
                }
            }
        }
    }
}
