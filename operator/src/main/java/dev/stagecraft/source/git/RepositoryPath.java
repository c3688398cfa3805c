package dev.stagecraft.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Optional;

/** Paths below the root of a repository, as users write them. */
final class RepositoryPath {
    private static final int LONGEST = 4096;

    private RepositoryPath() {}

    /** The path without needless slashes and dots; empty where it climbs or cannot be the path of anything. */
    static Optional<String> clean(String path) {
        var parts = Arrays.stream(path.split("/"))
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        var nothing = path.length() > LONGEST
                || path.indexOf('\0') >= 0
                || !UTF_8.newEncoder().canEncode(path);
        return nothing || parts.contains("..") ? Optional.empty() : Optional.of(String.join("/", parts));
    }
}
