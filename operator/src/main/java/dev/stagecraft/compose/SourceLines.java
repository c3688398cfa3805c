package dev.stagecraft.compose;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Where each path of the document stands in which text; lines count from 1. */
record SourceLines(Map<String, Place> byPath) {
    /** @param file empty for a document that is no file */
    record Place(String file, int line) {}

    SourceLines {
        byPath = Map.copyOf(byPath);
    }

    static SourceLines none() {
        return new SourceLines(Map.of());
    }

    /** The line of the path, or of the nearest parent that was written down: merged keys have no line of their own. */
    Optional<Place> of(String path) {
        for (String at = path; !at.isEmpty(); at = parent(at)) {
            Place place = byPath.get(at);
            if (place != null) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, Math.max(path.lastIndexOf('.'), path.lastIndexOf('['))));
    }

    /** Those of a later document win. */
    SourceLines with(SourceLines later) {
        Map<String, Place> all = new HashMap<>(byPath);
        all.putAll(later.byPath);
        return new SourceLines(all);
    }

    /** What stands at and below one path, as if it stood at another. */
    SourceLines moved(String from, String to) {
        Map<String, Place> moved = new HashMap<>();
        byPath.forEach((path, place) -> {
            if (path.equals(from) || path.startsWith(from + ".") || path.startsWith(from + "[")) {
                moved.put(to + path.substring(from.length()), place);
            }
        });
        return new SourceLines(moved);
    }

    ComposeProblem problem(ComposeProblem.Code code, String path, String message) {
        Optional<Place> place = of(path);
        return new ComposeProblem(
                code,
                place.map(Place::file).orElse(""),
                path,
                place.map(found -> OptionalInt.of(found.line())).orElseGet(OptionalInt::empty),
                message);
    }
}
