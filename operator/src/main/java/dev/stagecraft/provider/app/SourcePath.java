package dev.stagecraft.provider.app;

import java.util.ArrayDeque;
import java.util.Optional;

/** Where a path that somebody wrote leads in a repository. */
public final class SourcePath {
    private SourcePath() {}

    /**
     * {@code path} seen from {@code directory}: with forward slashes, without dots, the root as the empty path. Empty where it is
     * absolute, leaves the repository, or is no path at all.
     */
    public static Optional<String> resolve(String directory, String path) {
        if (path.startsWith("/") || (directory + path).chars().anyMatch(c -> c < ' ' || c == '\\' || c == 0x7f)) {
            return Optional.empty();
        }
        var segments = new ArrayDeque<String>();
        for (String segment : (directory + "/" + path).split("/")) {
            if (segment.equals("..")) {
                if (segments.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return Optional.of(String.join("/", segments));
    }

    /** The path as a person reads it: the root is a dot. */
    public static String shown(String path) {
        return path.isEmpty() ? "." : path;
    }
}
