package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The strings in which Compose looks for variables: every value, not the keys, of the sections that it reads. */
final class TextWalk {
    private static final List<String> SECTIONS = List.of("services", "networks", "volumes", "configs", "secrets");

    private final List<Text> found = new ArrayList<>();

    private TextWalk() {}

    /** @param pattern where it stands, as {@link PathPattern} says it */
    record Text(String path, String pattern, String value) {}

    static List<Text> of(ComposeFile file) {
        TextWalk walk = new TextWalk();
        SECTIONS.forEach(section -> walk.visit(section, section, file.node(section)));
        return walk.found;
    }

    private void visit(String path, String pattern, JsonNode node) {
        if (node.isTextual()) {
            found.add(new Text(path, pattern, node.asText()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                visit(path + "[" + i + "]", pattern + ".[]", node.get(i));
            }
        } else {
            node.properties()
                    .forEach(entry -> visit(
                            path + "." + entry.getKey(), PathPattern.child(pattern, entry.getKey()), entry.getValue()));
        }
    }
}
