package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Rewrites what a document in a directory says about files, so that it says the same from the root of the sources. */
final class RelativePaths {
    private final String directory;
    private final Interpolation interpolation;

    private RelativePaths(String directory, Interpolation interpolation) {
        this.directory = directory;
        this.interpolation = interpolation;
    }

    /** In place; a document in the root stays as it is. */
    static void rewrite(ObjectNode tree, String directory, Interpolation interpolation) {
        if (!directory.isEmpty()) {
            PathPattern.change(tree, new RelativePaths(directory, interpolation)::rewritten);
        }
    }

    /**
     * The path from the root, for one from a directory; plain, so that the same file has one name. It begins with {@code ..} when
     * it leaves the root.
     */
    static String resolve(String directory, String path) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (directory + "/" + path).split("/")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** The directory of a file. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** Whether a path, with its variables, is one of the file's own directory. */
    static boolean isRelative(String written, Interpolation interpolation) {
        String path = interpolation.orWritten(written);
        return !path.isEmpty() && "/~$".indexOf(path.charAt(0)) < 0;
    }

    private JsonNode rewritten(String pattern, JsonNode node) {
        return switch (pattern) {
            case "services.*.build", "services.*.build.context" -> node.isTextual() ? context(node) : node;
            case "services.*.build.additional_contexts.*" -> context(node);
            case "services.*.build.additional_contexts.[]" -> pair(node);
            case "services.*.env_file",
                    "services.*.env_file.[]",
                    "services.*.env_file.[].path",
                    "services.*.label_file",
                    "services.*.label_file.[]",
                    "services.*.extends.file",
                    "services.*.develop.watch.[].path",
                    "configs.*.file",
                    "secrets.*.file" -> path(node);
            case "services.*.volumes.[]" -> volume(node);
            case "volumes.*" -> named(node);
            default -> node;
        };
    }

    private JsonNode path(JsonNode node) {
        return node.isTextual() && isRelative(node.asText(), interpolation)
                ? TextNode.valueOf(below(node.asText()))
                : node;
    }

    private JsonNode context(JsonNode node) {
        String text = node.asText();
        return text.contains("://") || text.startsWith("service:") || text.startsWith("git@") ? node : path(node);
    }

    private JsonNode pair(JsonNode node) {
        String[] parts = node.asText().split("=", 2);
        return parts.length < 2
                ? node
                : TextNode.valueOf(
                        parts[0] + "=" + context(TextNode.valueOf(parts[1])).asText());
    }

    /** A path with a variable keeps its text behind the directory. */
    private String below(String path) {
        if (path.contains("$")) {
            return "./" + directory + "/" + path;
        }
        String resolved = resolve(directory, path);
        return resolved.startsWith("..") ? resolved : "./" + resolved;
    }

    private JsonNode volume(JsonNode node) {
        if (node instanceof ObjectNode mount) {
            if (mount.path("type").asText().equals("bind")) {
                mount.set("source", path(mount.path("source")));
            }
            return mount;
        }
        List<String> parts = ShortSyntax.parts(node.asText());
        boolean bind =
                parts.size() > 1 && interpolation.orWritten(parts.getFirst()).startsWith(".");
        return bind
                ? TextNode.valueOf(below(parts.getFirst())
                        + node.asText().substring(parts.getFirst().length()))
                : node;
    }

    /** A volume of the local driver can be a directory. */
    private JsonNode named(JsonNode node) {
        JsonNode options = node.path("driver_opts");
        if (options instanceof ObjectNode mapping
                && HostMounts.isBound(interpolation.orWritten(mapping.path("o").asText()))) {
            mapping.set("device", path(mapping.path("device")));
        }
        return node;
    }
}
