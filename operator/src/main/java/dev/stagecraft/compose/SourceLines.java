package dev.stagecraft.compose;

import java.util.Map;
import java.util.OptionalInt;

/** Where each path of the document stands in its text; lines count from 1. */
record SourceLines(Map<String, Integer> byPath) {
    SourceLines {
        byPath = Map.copyOf(byPath);
    }

    /** The line of the path, or of the nearest parent that was written down: merged keys have no line of their own. */
    OptionalInt of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Integer line = byPath.get(at);
            if (line != null) {
                return OptionalInt.of(line);
            }
        }
        return OptionalInt.empty();
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    ComposeProblem problem(ComposeProblem.Code code, String path, String message) {
        return new ComposeProblem(code, path, of(path), message);
    }
}
