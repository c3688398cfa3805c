package dev.stagecraft.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One document.
 *
 * @param source the file that it was read from, as people named it
 * @param line of its first line, from 1
 * @param lines of the paths in it
 */
public record Manifest(String source, int line, JsonNode tree, Map<String, Integer> lines) {
    private static final String GROUP = "stagecraft.dev/";

    public Manifest {
        lines = Map.copyOf(lines);
    }

    /** Its kind; empty where it has none. */
    public String kind() {
        return tree.path("kind").asText("");
    }

    /** Its name; empty where it has none. */
    public String name() {
        return tree.at("/metadata/name").asText("");
    }

    /** The namespace that it names, or that other one. */
    public String namespace(String otherwise) {
        return tree.at("/metadata/namespace").asText(otherwise);
    }

    /** Whether it is of this project, in whichever version. */
    public boolean isOurs() {
        return tree.path("apiVersion").asText("").startsWith(GROUP);
    }

    /** Whether it is a resource that can be planned. */
    public boolean isStagecraft() {
        return isOurs() && kind().equals("Stagecraft");
    }

    /** The documents of a list; itself where it is none. */
    Stream<Manifest> items() {
        if (!kind().equals("List") || !tree.path("items").isArray()) {
            return Stream.of(this);
        }
        return IntStream.range(0, tree.path("items").size()).mapToObj(this::item);
    }

    private Manifest item(int at) {
        var prefix = "items[" + at + "]";
        var own = new HashMap<String, Integer>();
        lines.forEach((path, where) -> {
            if (path.startsWith(prefix + ".")) {
                own.put(path.substring(prefix.length() + 1), where);
            }
        });
        return new Manifest(source, lineOf(prefix), tree.path("items").get(at), own);
    }

    /** Kind and name, for people. */
    public String title() {
        return (kind().isEmpty() ? "a document without a kind" : kind()) + (name().isEmpty() ? "" : " " + name());
    }

    /** The line of that path, or of the nearest one around it that was written. */
    public int lineOf(String path) {
        for (var at = path; !at.isEmpty(); at = around(at)) {
            var found = lines.get(at);
            if (found != null) {
                return found;
            }
        }
        return line;
    }

    private static String around(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    @Override
    public String toString() {
        return title() + " in " + source + ":" + line;
    }
}
